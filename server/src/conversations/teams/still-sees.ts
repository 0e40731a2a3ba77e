import type { TeamId, UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { mayHave } from "../../users/index.ts";
import type { Conversation } from "../conversation.ts";

/** Would this person see the conversation with a team that they are not in? Then what they did themselves leaves it theirs (5.2). */
export async function stillSees(
  ctx: Ctx,
  userId: UserId,
  conversation: Conversation,
  teamId: TeamId | null,
): Promise<boolean> {
  return await mayHave(ctx, userId, { channelId: conversation.channel_id, teamId });
}
