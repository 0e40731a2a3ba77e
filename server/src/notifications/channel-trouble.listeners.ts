import type { Listener } from "../events/index.ts";
import { findTrouble, listAdminIds, takeTurnToTell } from "./channel-trouble.sql.ts";
import { tell } from "./notifications.listeners.ts";

/** I15: a channel that needs reconnection is loud: every Admin is told and gets a mail; agents see it in the inbox. */
export const channelTroubleListener: Listener = {
  name: "notifications.channels",
  hears: ["channel.changed"],
  async handle(event, ctx) {
    if (event.type !== "channel.changed" || event.data.change !== "state") return;
    const { channelId } = event.data;
    const trouble = await findTrouble(ctx, channelId);
    if (trouble === undefined) return;
    // The banner shows every silence; only the first within an hour is told. Who must reconnect always hears of it.
    if (trouble.silent && !(await takeTurnToTell(ctx, channelId))) return;
    const told = (await listAdminIds(ctx)).map((userId) => ({ userId, kind: "channel_trouble" as const }));
    await tell(ctx, event, { channelId, conversationId: null, messageId: null }, told);
  },
};
