import { type ChannelId, Refusal, shownName, type VirtualAgentId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { type AgentRow, findTaker } from "./virtual-agents.sql.ts";

/** Does it take what begins on its channels? Pure. */
export function takesWhatBegins({ activation, enabled }: Pick<AgentRow, "activation" | "enabled">): boolean {
  return enabled && activation === "inception";
}

/** R157: on a channel one at most takes what begins; the refusal names the first, and the channel. */
export async function refuseSecond(
  ctx: Pick<Ctx, "db" | "organizationId">,
  id: VirtualAgentId,
  channelIds: readonly ChannelId[],
): Promise<void> {
  const first = await findTaker(ctx, id, channelIds);
  if (first !== undefined)
    throw new Refusal("second_inception", { details: { channel: first.channel, holder: shownName(first.holder) } });
}
