import type { ChannelId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf, isSeen, limitsOf } from "../users/index.ts";
import { writeAssignee } from "./assign-conversation.ts";
import { changeStatus } from "./change-status.ts";
import { placeOf } from "./conversation.ts";
import { lockConversation } from "./conversations.sql.ts";
import { releaseOthers } from "./hold-conversation.ts";
import { type AtWork, listAssigned, listLocked, listOpenOfChannel, workingUsers } from "./lost-access.sql.ts";

/** S11: whoever lost a channel loses assignments and lock there, each assignment with an audit line by the System. Repeatable. */
export async function removeLostAssignments(
  ctx: Ctx,
  userId: UserId,
  cause: "access_lost" | "deactivated",
): Promise<void> {
  const roles = await channelRolesOf(ctx, userId);
  const limits = await limitsOf(ctx, userId);
  const isLost = (row: AtWork) =>
    cause === "deactivated" || !roles.has(row.channel_id) || !isSeen(limits, userId, placeOf(row));
  const lost = (await listAssigned(ctx, userId)).filter(isLost);
  for (const row of lost) {
    const conversation = await lockConversation(ctx, row.id);
    if (conversation?.assignee_id === userId) await writeAssignee(ctx, conversation, null, cause);
  }
  const held = await listLocked(ctx, userId);
  if (held.some(isLost)) await releaseOthers(ctx, userId, []);
}

/** After a change of a channel's or a team's access: everybody with work there is looked at. */
export async function removeLostAssignmentsOf(ctx: Ctx, channelId: ChannelId | undefined): Promise<void> {
  for (const userId of await workingUsers(ctx, channelId)) await removeLostAssignments(ctx, userId, "access_lost");
}

/** A channel was removed: what is open there is resolved, history stays. */
export async function resolveOfRemovedChannel(ctx: Ctx, channelId: ChannelId): Promise<void> {
  for (const id of await listOpenOfChannel(ctx, channelId)) {
    const conversation = await lockConversation(ctx, id);
    if (conversation !== undefined)
      await changeStatus(ctx, conversation, "channel_removed", {
        resolution: { reasonId: null, reason: "Channel removed", comment: "" },
      });
  }
}
