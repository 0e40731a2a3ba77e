import type { UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, isUser } from "../conversation.ts";
import { sendReply } from "../send-message.ts";
import { deleteScheduled, type Scheduled } from "./scheduled.sql.ts";
import { tellSchedule } from "./tell-schedule.ts";

/**
 * The scheduled reply becomes the message of the same id, in its author's name; the caller holds both rows. Refuses where its
 * author may not reply any more (not found, not allowed) or the platform would not take it. A colleague who is writing there
 * keeps the lock, and the conversation its status.
 */
export async function sendScheduled(ctx: Ctx, conversation: Conversation, scheduled: Scheduled): Promise<void> {
  const author = asAuthor(ctx, scheduled.author_id);
  await accessConversation(author, conversation.id, "reply");
  const told = await tellSchedule(ctx, conversation, scheduled, "sent");
  await sendReply(
    author,
    told,
    {
      id: scheduled.id,
      kind: "reply",
      text: scheduled.text,
      attachmentIds: scheduled.attachment_ids,
      replyToId: scheduled.reply_to_id,
      mentions: [],
      afterwards: isHeldByAnother(conversation, scheduled.author_id) ? "stay" : "preference",
    },
    scheduled.author_name,
    `scheduled:${scheduled.id}`,
  );
  await deleteScheduled(ctx, scheduled.id);
}

function asAuthor(ctx: Ctx, id: UserId): Ctx {
  return isUser(ctx.actor) && ctx.actor.id === id ? ctx : { ...ctx, actor: { type: "user", id } };
}

function isHeldByAnother({ lock_user_id }: Conversation, author: UserId): boolean {
  return lock_user_id !== null && lock_user_id !== author;
}
