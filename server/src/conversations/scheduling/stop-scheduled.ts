import type { ErrorCode, ScheduleStop, UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { channelRolesOf } from "../../users/index.ts";
import type { Conversation } from "../conversation.ts";
import { canWithConversation } from "../conversations.policy.ts";
import { lockConversation } from "../conversations.sql.ts";
import { listWaitingOfAuthor, lockScheduled, type Scheduled, updateScheduled } from "./scheduled.sql.ts";
import { tellSchedule } from "./tell-schedule.ts";

/** It will not leave; its words stay where everybody in the conversation sees them. The caller holds both rows. */
export async function stopScheduled(
  ctx: Ctx,
  conversation: Conversation,
  scheduled: Scheduled,
  cause: ScheduleStop,
  code?: ErrorCode,
): Promise<void> {
  const stopped = { cause, code: cause === "refused" ? (code ?? null) : null, byName: null };
  await updateScheduled(ctx, scheduled.id, { state: "stopped", stopped });
  await tellSchedule(ctx, conversation, scheduled, "stopped", cause);
}

/** Whoever was deactivated or may no longer reply on a channel: colleagues see it now, not at the moment it would have left. */
export async function stopScheduledOf(ctx: Ctx, author: UserId): Promise<void> {
  const waiting = await listWaitingOfAuthor(ctx, author);
  if (waiting.length === 0) return;
  const roles = await channelRolesOf(ctx, author);
  for (const { id, conversation_id, channel_id } of waiting) {
    if (canWithConversation(roles.get(channel_id) ?? null, "reply")) continue;
    const conversation = await lockConversation(ctx, conversation_id);
    const scheduled = await lockScheduled(ctx, id);
    if (conversation !== undefined && scheduled?.state === "waiting")
      await stopScheduled(ctx, conversation, scheduled, "author_gone");
  }
}
