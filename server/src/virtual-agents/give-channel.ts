import { type AutoResponderView, type ChannelId, Refusal, type VirtualAgentId } from "@guichet/contract";
import { type AuditedCtx, settleSettings } from "../organizations/index.ts";
import { announce } from "./announce.ts";
import { getAgent, toView, UNIQUE } from "./change-auto-responders.ts";
import { refuseSecond, takesWhatBegins } from "./one-inception.ts";
import { addChannel, isChannel, removeChannel, updateAgent } from "./virtual-agents.sql.ts";

/** May it work on this channel? Saved at once; twice is once. */
export async function giveChannel(
  ctx: AuditedCtx,
  id: VirtualAgentId,
  channelId: ChannelId,
  access: boolean,
): Promise<AutoResponderView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await getAgent(inside, id);
    if (!(await isChannel(inside, channelId))) throw new Refusal("not_found");
    if (row.channel_ids.includes(channelId) === access) return toView(row);
    const takes = takesWhatBegins(row);
    if (access && takes) await refuseSecond(inside, id, [channelId]);
    if (access) await addChannel(inside, id, channelId, takes);
    else await removeChannel(inside, id, channelId);
    await updateAgent(inside, id, {});
    const after = await getAgent(inside, id);
    await announce(inside, id, "channels", {
      subject: row.name,
      ...{ before: { channelIds: row.channel_ids }, after: { channelIds: after.channel_ids } },
    });
    return toView(after);
  });
}
