import type { ChannelId } from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { createAutoResponder, giveChannel } from "../virtual-agents/index.ts";
import type { ChannelName } from "./cast.ts";

/** Dealers who write to the trade website hear at once when somebody answers, in the languages in which they write. */
export async function makeResponders(ctx: AuditedCtx, channels: ReadonlyMap<ChannelName, ChannelId>): Promise<void> {
  const { id } = await createAutoResponder(ctx, {
    ...{ name: "Trade desk", activation: "inception", handOff: "new", enabled: true },
    scripts: [
      {
        language: "en",
        inside: "Thank you for writing to Atelier Lumen. The trade desk answers within two hours.",
        outside:
          "Thank you for writing to Atelier Lumen. The workshop is closed now; the trade desk answers when it opens.",
      },
      {
        language: "fr",
        inside: "Merci d’avoir écrit à l’Atelier Lumen. Le service aux revendeurs répond dans les deux heures.",
        outside:
          "Merci d’avoir écrit à l’Atelier Lumen. L’atelier est fermé ; le service aux revendeurs répond dès l’ouverture.",
      },
    ],
  });
  const trade = channels.get("Trade website");
  if (trade !== undefined) await giveChannel(ctx, id, trade, true);
}
