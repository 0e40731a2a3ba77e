import {
  type ConversationId,
  type ConversationRow,
  type ConversationView,
  type MessageId,
  Refusal,
} from "@guichet/contract";
import { type Ctx, inTransaction, type ReplyBefore } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { accessConversation } from "../access-conversation.ts";
import { writeAssignee } from "../assign-conversation.ts";
import { type Conversation, factsOf, type Message } from "../conversation.ts";
import { lockConversation, updateConversation } from "../conversations.sql.ts";
import { findDraft } from "../drafts.sql.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { takeHeld } from "../outbox.sql.ts";
import { findSent } from "../send-message.sql.ts";
import { actorId } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";
import { takeBackTo } from "./undo-status.ts";
import { answeredSince, blankMessage, findLastMessage, takeFilesBack, writeBackDraft } from "./withdraw.sql.ts";

export type Withdrawn = { readonly conversation: ConversationRow; readonly draft: ConversationView["draft"] };

/**
 * Takes a reply back that was held for it and has not begun to leave: text and files are in its author's reply box again, and
 * the conversation stands as before, as far as nothing else has happened there. Refuses with `too_late` otherwise; the row of
 * the outbox decides, so it is either taken back or sent, never both.
 */
export async function withdrawMessage(ctx: Ctx, id: MessageId): Promise<Withdrawn> {
  const conversationId = await inTransaction(ctx, async (trx) => {
    const found = await conversationOfMessage(trx, id);
    if (found === undefined) throw new Refusal("not_found");
    const { conversation } = await accessConversation(trx, found, "reply", { lock: true });
    await withdraw(trx, conversation, id);
    await failpoint("withdraw.before_commit");
    return found;
  });
  return { conversation: await viewRow(ctx, conversationId), draft: await findDraft(ctx, conversationId) };
}

async function withdraw(ctx: Ctx, conversation: Conversation, id: MessageId): Promise<void> {
  const message = await findSent(ctx, id);
  if (message?.author_id !== actorId(ctx)) throw new Refusal("not_allowed");
  const before = await takeHeld(ctx, id);
  if (before === undefined) throw new Refusal("too_late");
  const files = await takeFilesBack(ctx, message);
  await writeBackDraft(ctx, message, files);
  await blankMessage(ctx, id);
  const told = await tellWithdrawn(ctx, conversation, message);
  // Another reply has gone out after it: the contact is answered, and the status is that one's.
  if (!(await answeredSince(ctx, conversation.id, before.seq))) await restore(ctx, told, before);
}

/** The row shows the message before it again. */
async function tellWithdrawn(ctx: Ctx, conversation: Conversation, message: Message): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const last = await findLastMessage(ctx, conversation.id);
  const changed = await updateConversation(ctx, conversation.id, {
    last_seq: seq,
    last_message: last === null ? null : JSON.stringify(last),
  });
  await appendEvents(ctx, [{ type: "message.withdrawn", data: { ...factsOf(changed), messageId: message.id }, seq }]);
  return changed;
}

async function restore(ctx: Ctx, conversation: Conversation, before: ReplyBefore): Promise<void> {
  const unmoved = before.since !== null && before.since === conversation.status_since.toISOString();
  if (unmoved) {
    try {
      await takeBackTo(ctx, conversation, before);
      return;
    } catch (error) {
      // The contact has opened a newer one meanwhile: this one stays where it is.
      if (!(error instanceof Refusal) || error.code !== "open_conversation_exists") throw error;
    }
  }
  if (before.assigned && conversation.assignee_id === actorId(ctx) && conversation.status !== "resolved")
    await writeAssignee(ctx, conversation, before.assigneeId, "undone");
  await waitOn(ctx, conversation.id, before);
}

/** Whoever waited before the reply waits on, since then. */
async function waitOn(ctx: Ctx, id: ConversationId, before: ReplyBefore): Promise<void> {
  const conversation = await lockConversation(ctx, id);
  if (conversation?.status !== "new" || before.waitingSince === null) return;
  const since = new Date(before.waitingSince);
  if (conversation.waiting_since !== null && conversation.waiting_since <= since) return;
  await updateConversation(ctx, id, { waiting_since: since, queue_at: new Date(before.queueAt) });
}
