import type { ChannelId, ConversationId, TeamOption } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { countAvailable, listTeamsAtWork, takesChannel } from "../../users/index.ts";
import { accessConversation, reachOf } from "../access-conversation.ts";
import { channelsWith } from "../conversations.policy.ts";
import { channelsOfConversations } from "../in-bulk/channels-of.sql.ts";

/** To which teams one may move a conversation: those of its channel in which somebody is, with who of them is there now. */
export async function listTeamOptions(ctx: Ctx, id: ConversationId): Promise<TeamOption[]> {
  const { conversation } = await accessConversation(ctx, id, "assign");
  return await optionsFor(ctx, [conversation.channel_id]);
}

/** The same for many: teams that take any of their channels. `everywhere`: all of them. */
export async function listBulkTeams(ctx: Ctx, ids: readonly ConversationId[]): Promise<TeamOption[]> {
  const channels = await channelsOfConversations(ctx, ids, channelsWith(await reachOf(ctx), "assign"));
  return await optionsFor(ctx, channels);
}

async function optionsFor(ctx: Ctx, channels: readonly ChannelId[]): Promise<TeamOption[]> {
  const available = await countAvailable(ctx);
  return (await listTeamsAtWork(ctx)).flatMap((team) => {
    const taken = channels.filter((id) => takesChannel(team, id));
    if (taken.length === 0) return [];
    const { id, name, memberIds } = team;
    const everywhere = taken.length === channels.length;
    return [{ id, name, members: memberIds.size, available: available.get(id) ?? 0, everywhere }];
  });
}
