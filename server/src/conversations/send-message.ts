import {
  type AttachmentId,
  type ConversationId,
  type ConversationRow,
  type MessageId,
  type MessageView,
  Refusal,
  type SendMessageBody,
  type TemplateShape,
  type UserId,
} from "@guichet/contract";
import { type Ctx, inTransaction, type LastMessage, type ReplyBefore } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { failpoint } from "../lib/failpoint.ts";
import { usersWithAccess } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { changeStatus } from "./change-status.ts";
import { type Conversation, excerpt, factsOf, isUser } from "./conversation.ts";
import { updateConversation } from "./conversations.sql.ts";
import { deleteDraft } from "./drafts.sql.ts";
import { insertOutbox } from "./outbox.sql.ts";
import { checkComment, checkReply } from "./replying/check-content.ts";
import { checkOptedOut } from "./replying/check-opted-out.ts";
import { checkWindow } from "./replying/check-window.ts";
import { type FileHolder, takeComposerFiles } from "./replying/composer-files.sql.ts";
import { replyTermsOf } from "./replying/reply-terms.sql.ts";
import { checkResolvable } from "./resolving/check-resolvable.ts";
import { findSent, insertSent, type SentTemplate } from "./send-message.sql.ts";
import { snapshotOf } from "./status-events.ts";
import { checkTemplate } from "./templates/check-template.ts";
import { loadMessages } from "./thread.sql.ts";
import { viewRow } from "./view-row.ts";

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
    const write = body.kind === "reply" ? sendReply : addComment;
    await write(trx, access.conversation, { ...body, text, mentions }, authorName, `user:${actorId(trx)}`);
    await failpoint("outbound.before_commit");
    return false;
  });
  await failpoint("outbound.after_commit");
  return { ...(await answer(ctx, conversationId, body)), repeated };
}

/** Whoever cannot read the conversation cannot be mentioned in it, people of other organizations least of all. */
async function keepReaders(ctx: Ctx, conversation: Conversation, mentions: UserId[]): Promise<UserId[]> {
  if (mentions.length === 0) return [];
  const readers = new Set(
    (await usersWithAccess(ctx, conversation.channel_id, conversation.team_id)).map((reader) => reader.id),
  );
  return mentions.filter((id) => readers.has(id));
}

/**
 * Writes a reply into a conversation whose row the caller has locked and may reply in. `holder`: whose the files are until
 * then. `commentId`: it is the private reply to that comment, which no window closes. Nor does one close for a template (W95).
 */
export async function sendReply(
  ctx: Ctx,
  before: Conversation,
  body: SendMessageBody,
  authorName: string,
  holder: FileHolder,
  commentId: MessageId | null = null,
): Promise<void> {
  const terms = await replyTermsOf(ctx, before.channel_id, actorId(ctx));
  const seconds = body.holdSeconds ?? 0;
  const until = new Date(ctx.now().getTime() + seconds * 1000);
  const { template } = body;
  if (commentId === null && template === undefined) checkWindow(terms, before, until);
  await checkOptedOut(ctx, terms.platform, before);
  const { text, mark, shape } =
    template === undefined
      ? {
          ...(await checkReply(ctx, terms, { visibility: before.visibility, once: commentId !== null }, body, holder)),
          shape: null,
        }
      : { ...(await checkTemplate(ctx, terms, before, { ...body, template })), mark: null };
  // What was scheduled was allowed when it was scheduled: it passes by a colleague who is writing now.
  if (holder.startsWith("user:")) refuseOthersLock(ctx, before);
  const afterwards =
    body.afterwards === "preference" ? (terms.afterReply === "pending" ? "pending" : "stay") : body.afterwards;
  const resolution =
    afterwards === "resolved" && before.status !== "resolved"
      ? await checkResolvable(ctx, before, body.resolution)
      : undefined;
  const stored = await store(ctx, before, { ...body, text, mark, shape, commentId }, authorName, holder);
  await appendEvents(ctx, [{ type: "message.sent", data: { ...factsOf(stored), messageId: body.id, by: "user" } }]);
  const assigns = terms.autoAssign && stored.assignee_id === null && stored.status !== "resolved";
  const conversation = assigns ? await assignFirstReplier(ctx, stored) : stored;
  const after = await changeStatus(
    ctx,
    conversation,
    TRIGGER[afterwards],
    resolution === undefined ? {} : { resolution },
  );
  const since = after.status === before.status ? null : after.status_since.toISOString();
  const way: ReplyBefore = { ...snapshotOf(before), since, seq: stored.last_seq, assigned: assigns };
  await insertOutbox(ctx, stored, body.id, stored.last_seq, seconds > 0 ? { until, before: way } : undefined);
}

const TRIGGER = {
  stay: "reply_then_stay",
  pending: "reply_then_pending",
  resolved: "reply_then_resolved",
} as const;

async function addComment(
  ctx: Ctx,
  before: Conversation,
  body: SendMessageBody,
  authorName: string,
  holder: FileHolder,
): Promise<void> {
  if (body.template !== undefined)
    throw new Refusal("invalid_input", { fields: [{ path: "template", problem: "not in a comment" }] });
  await checkComment(ctx, body, holder);
  const conversation = await store(ctx, before, { ...body, mark: null, commentId: null }, authorName, holder);
  await appendEvents(ctx, [
    { type: "comment.added", data: { ...factsOf(conversation), messageId: body.id, mentions: body.mentions } },
  ]);
}

/** W80–W85: only the holder may answer; a free lock is taken by answering. Resolved conversations are never locked. */
export function refuseOthersLock(ctx: Ctx, conversation: Conversation): void {
  if (conversation.holder !== null)
    throw new Refusal("lock_required", { details: { virtualAgent: conversation.holder.name } });
  if (conversation.lock_user_id === null || conversation.lock_user_id === actorId(ctx)) return;
  throw new Refusal("lock_required", { details: { lockedBy: conversation.lock_user_id } });
}

/** Message row, its attachments, the conversation's counters and last message. */
async function store(
  ctx: Ctx,
  conversation: Conversation,
  body: SendMessageBody & {
    readonly mark: string | null;
    readonly commentId: MessageId | null;
    readonly shape?: TemplateShape | null;
  },
  authorName: string,
  holder: FileHolder,
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const now = ctx.now();
  const outbound = body.kind === "reply";
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
    short_code: body.mark,
    linked_id: body.commentId,
    template: toSentTemplate(body),
  });
  const taken = await takeComposerFiles(ctx, conversation, body.id, body.attachmentIds, holder);
  checkTaken(taken, body.attachmentIds);
  // What was typed before somebody chose a template is not what was sent.
  if (holder.startsWith("user:") && body.template === undefined) await deleteDraft(ctx, conversation.id);
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
  const conversation = await viewRow(ctx, conversationId);
  const [message] = await loadMessages(ctx, [body.id]);
  if (message === undefined) throw new Refusal("not_found");
  return { message, conversation };
}

function actorId(ctx: Ctx) {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}

function toSentTemplate({
  template,
  shape,
}: Pick<SendMessageBody, "template"> & { readonly shape?: TemplateShape | null }): SentTemplate | null {
  if (template === undefined) return null;
  return shape === undefined || shape === null ? template : { ...template, shape };
}
