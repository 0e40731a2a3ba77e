import {
  type AttachmentId,
  type ConversationId,
  type ConversationRow,
  type MessageView,
  PLATFORMS,
  Refusal,
  type SendMessageBody,
  textLength,
  type UserId,
} from "@guichet/contract";
import { type Ctx, inTransaction, type LastMessage } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { failpoint } from "../lib/failpoint.ts";
import { usersWithAccess } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { changeStatus } from "./change-status.ts";
import { type Conversation, excerpt, factsOf, isUser } from "./conversation.ts";
import { abilitiesFor } from "./conversations.policy.ts";
import { loadRows, updateConversation } from "./conversations.sql.ts";
import { deleteDraft } from "./drafts.sql.ts";
import { insertOutbox } from "./outbox.sql.ts";
import { findSent, insertSent, platformOf, preferencesOf, takeComposerAttachments } from "./send-message.sql.ts";
import { loadMessages } from "./thread.sql.ts";

export type Sent = {
  readonly message: MessageView;
  readonly conversation: ConversationRow;
  readonly repeated: boolean;
};

/**
 * A reply or an internal comment of the acting user: message, outbox row, events, status and assignment in one transaction.
 * The id was made by the browser: a repeat answers the first result (I11). A reply needs the lock (W85).
 */
export async function sendMessage(
  ctx: Ctx,
  conversationId: ConversationId,
  body: SendMessageBody,
  authorName: string,
): Promise<Sent> {
  const repeated = await inTransaction(ctx, async (trx) => {
    const access = await accessConversation(trx, conversationId, body.kind === "reply" ? "reply" : "comment", {
      lock: true,
    });
    const already = await findSent(trx, body.id);
    if (already !== undefined) {
      if (already.author_id !== actorId(trx) || already.conversation_id !== conversationId)
        throw new Refusal("already_exists");
      return true;
    }
    const text = cleanText(body.text).trim();
    const mentions = await keepReaders(trx, access.conversation, body.mentions);
    if (body.kind === "reply") await sendReply(trx, access.conversation, { ...body, text, mentions }, authorName);
    else await addComment(trx, access.conversation, { ...body, text, mentions }, authorName);
    await failpoint("outbound.before_commit");
    return false;
  });
  await failpoint("outbound.after_commit");
  return { ...(await answer(ctx, conversationId, body)), repeated };
}

/** Whoever cannot read the conversation cannot be mentioned in it, people of other organizations least of all. */
async function keepReaders(ctx: Ctx, conversation: Conversation, mentions: UserId[]): Promise<UserId[]> {
  if (mentions.length === 0) return [];
  const readers = new Set((await usersWithAccess(ctx, conversation.channel_id)).map((reader) => reader.id));
  return mentions.filter((id) => readers.has(id));
}

async function sendReply(ctx: Ctx, before: Conversation, body: SendMessageBody, authorName: string): Promise<void> {
  await checkContent(ctx, before, body);
  let conversation = takeLock(ctx, before);
  const preferences = await preferencesOf(ctx, conversation.channel_id);
  conversation = await store(ctx, conversation, body, authorName);
  await insertOutbox(ctx, conversation, body.id, conversation.last_seq);
  await appendEvents(ctx, [
    { type: "message.sent", data: { ...factsOf(conversation), messageId: body.id, by: "user" } },
  ]);
  if (preferences.autoAssign && conversation.assignee_id === null && conversation.status !== "resolved")
    conversation = await assignFirstReplier(ctx, conversation);
  const afterwards =
    body.afterwards === "preference" ? (preferences.afterReply === "pending" ? "pending" : "stay") : body.afterwards;
  const trigger =
    afterwards === "pending"
      ? "reply_then_pending"
      : afterwards === "resolved"
        ? "reply_then_resolved"
        : "reply_then_stay";
  await changeStatus(ctx, conversation, trigger);
}

async function addComment(ctx: Ctx, before: Conversation, body: SendMessageBody, authorName: string): Promise<void> {
  if (body.text === "" && body.attachmentIds.length === 0) throw emptyMessage();
  const conversation = await store(ctx, before, body, authorName);
  await appendEvents(ctx, [
    { type: "comment.added", data: { ...factsOf(conversation), messageId: body.id, mentions: body.mentions } },
  ]);
}

function emptyMessage(): Refusal {
  return new Refusal("invalid_input", { fields: [{ path: "text", problem: "empty" }] });
}

async function checkContent(ctx: Ctx, conversation: Conversation, body: SendMessageBody): Promise<void> {
  if (body.text === "" && body.attachmentIds.length === 0) throw emptyMessage();
  const capabilities = PLATFORMS[await platformOf(ctx, conversation.channel_id)];
  const length = textLength(body.text, capabilities.text.unit);
  if (length > capabilities.text.max)
    throw new Refusal("text_too_long", { details: { length, max: capabilities.text.max } });
  if (body.attachmentIds.length > capabilities.attachments.perMessage)
    throw new Refusal("attachment_not_accepted", { details: { max: capabilities.attachments.perMessage } });
}

/** W80–W85: only the holder may answer; a free lock is taken by answering. Resolved conversations are never locked. */
function takeLock(ctx: Ctx, conversation: Conversation): Conversation {
  if (conversation.lock_user_id === null || conversation.lock_user_id === actorId(ctx)) return conversation;
  throw new Refusal("lock_required", { details: { lockedBy: conversation.lock_user_id } });
}

/** Message row, its attachments, the conversation's counters and last message. */
async function store(
  ctx: Ctx,
  conversation: Conversation,
  body: SendMessageBody,
  authorName: string,
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const now = ctx.now();
  const outbound = body.kind === "reply";
  const maxBytes = PLATFORMS[await platformOf(ctx, conversation.channel_id)].attachments.maxBytes;
  await insertSent(ctx, {
    id: body.id,
    conversation_id: conversation.id,
    channel_id: conversation.channel_id,
    seq,
    order_key: seq,
    kind: outbound ? "outbound" : "comment",
    author_type: "user",
    author_id: actorId(ctx),
    author_name: authorName,
    text: body.text,
    reply_to_id: body.replyToId,
    mentions: body.mentions,
    sent_at: now,
    created_at: now,
    changed_at: now,
    delivery_state: outbound ? "queued" : null,
  });
  const taken = await takeComposerAttachments(
    ctx,
    conversation,
    body.id,
    body.attachmentIds,
    outbound ? maxBytes : undefined,
  );
  checkTaken(taken, body.attachmentIds);
  await deleteDraft(ctx, conversation.id);
  const last: LastMessage = {
    id: body.id,
    kind: outbound ? "outbound" : "comment",
    text: excerpt(body.text),
    authorName,
    attachments: body.attachmentIds.length,
    at: now.toISOString(),
    deliveryState: outbound ? "queued" : null,
  };
  return await updateConversation(ctx, conversation.id, {
    last_seq: seq,
    last_message: JSON.stringify(last),
    ...(outbound ? { waiting_since: null } : {}),
  });
}

function checkTaken(taken: readonly AttachmentId[], asked: readonly AttachmentId[]): void {
  if (taken.length !== new Set(asked).size) throw new Refusal("attachment_not_accepted");
}

/** W74: the first agent who responds becomes the assignee. */
async function assignFirstReplier(ctx: Ctx, conversation: Conversation): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, { assignee_id: actorId(ctx), last_seq: seq });
  await appendEvents(ctx, [
    { type: "conversation.assigned", data: { ...factsOf(changed), before: null, cause: "first_reply" }, seq },
  ]);
  return changed;
}

async function answer(
  ctx: Ctx,
  conversationId: ConversationId,
  body: SendMessageBody,
): Promise<{ message: MessageView; conversation: ConversationRow }> {
  const { role } = await accessConversation(ctx, conversationId, "see");
  const [messages, rows] = [await loadMessages(ctx, [body.id]), await loadRows(ctx, [conversationId])];
  const message = messages[0];
  const row = rows.get(conversationId);
  if (message === undefined || row === undefined) throw new Refusal("not_found");
  return { message, conversation: { ...row, abilities: abilitiesFor(role) } };
}

function actorId(ctx: Ctx) {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
