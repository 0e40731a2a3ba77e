import type {
  AttachmentView,
  AuditView,
  ConversationId,
  MessageId,
  MessageView,
  ThreadEntry,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Attachment, Conversation, Message } from "./conversation.ts";
import { type AuditRow, toAttachmentView, toAuditView, toMessageView } from "./thread.view.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** The newest entries of one conversation below a place: messages and audit lines together, oldest first. */
export async function loadEntries(
  ctx: Scope,
  conversationId: ConversationId,
  below: { orderKey: number; seq: number } | undefined,
  limit: number,
): Promise<ThreadEntry[]> {
  const messages = await ctx.db
    .selectFrom("messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", conversationId)
    .$if(below !== undefined, (query) => query.where("seq", "<", below?.seq ?? 0))
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  // The window is cut by seq (the index); within it entries stand by their order key.
  const from = messages.length < limit ? 0 : (messages.at(-1)?.seq ?? 0);
  const audit = await loadAudit(ctx, conversationId, from, below?.seq);
  return sortEntries([...(await withParts(ctx, messages)), ...audit]);
}

/** Messages by id, as the thread shows them. */
export async function loadMessages(ctx: Scope, ids: readonly MessageId[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const messages = await ctx.db
    .selectFrom("messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", [...ids])
    .execute();
  return await withParts(ctx, messages);
}

/** The contact's earlier conversation of the same identity and visibility, for the history above. */
export async function earlierConversation(ctx: Scope, conversation: Conversation): Promise<ConversationId | undefined> {
  const earlier = await ctx.db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("contact_id", "=", conversation.contact_id)
    .where("identity_id", "=", conversation.identity_id)
    .where("visibility", "=", conversation.visibility)
    // Both, as the index and the order have them: by id alone, every later conversation of the contact was read and thrown away.
    .where(sql<boolean>`(created_at, id) < (${conversation.created_at}::timestamptz, ${conversation.id}::uuid)`)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return earlier?.id;
}

async function loadAudit(
  ctx: Scope,
  conversationId: ConversationId,
  fromSeq: number,
  belowSeq: number | undefined,
): Promise<AuditView[]> {
  const rows = await sql<AuditRow>`
    select e.id, e.type, e.seq, e.actor, e.data, e.at, u.first_name || ' ' || u.last_name as actor_name,
      s.first_name || ' ' || s.last_name as subject_name, t.name as topic_name
    from (
      select id, type, seq, actor, data, at from event_log
      where organization_id = ${ctx.organizationId} and conversation_id = ${conversationId} and seq is not null and seq >= ${fromSeq}
      union all
      select id, type, seq, actor, data, at from event_inbox
      where organization_id = ${ctx.organizationId} and conversation_id = ${conversationId} and seq is not null and seq >= ${fromSeq}
    ) e
    left join users u on u.organization_id = ${ctx.organizationId} and u.id = case when e.actor ->> 'type' = 'user' then (e.actor ->> 'id')::uuid end
    left join users s on s.organization_id = ${ctx.organizationId} and s.id = case when e.type in ('conversation.assigned', 'conversation.locked')
      then coalesce(e.data ->> case when e.type = 'conversation.assigned' then 'assigneeId' else 'stolenFrom' end, e.data ->> 'before')::uuid end
    left join topics t on t.organization_id = ${ctx.organizationId} and t.id = case when e.type in ('topic.added', 'topic.removed') then (e.data ->> 'topicId')::uuid end
    order by e.seq`.execute(ctx.db);
  return rows.rows
    .filter((row) => belowSeq === undefined || row.seq < belowSeq)
    .map((row) => toAuditView(row, conversationId));
}

/** Audit lines by event id, for the live feed. */
export async function loadAuditOf(ctx: Scope, conversationId: ConversationId, fromSeq: number): Promise<AuditView[]> {
  return await loadAudit(ctx, conversationId, fromSeq, undefined);
}

async function withParts(ctx: Scope, messages: readonly Message[]): Promise<MessageView[]> {
  const ids = messages.map((message) => message.id);
  const attachments = ids.length === 0 ? [] : await attachmentsOf(ctx, ids);
  const quotes = await quotesOf(ctx, messages);
  const sending = await outboxOf(ctx, messages);
  return messages.map((message) =>
    toMessageView(message, {
      attachments: attachments.filter((attachment) => attachment.message_id === message.id).map(toAttachmentView),
      quote: message.reply_to_id === null ? undefined : quotes.get(message.reply_to_id),
      outbox: sending.get(message.id),
    }),
  );
}

async function attachmentsOf(ctx: Scope, ids: readonly MessageId[]): Promise<Attachment[]> {
  return await ctx.db
    .selectFrom("attachments")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("message_id", "in", [...ids])
    .orderBy("position")
    .execute();
}

/** Attachments still in somebody's composer. */
export async function loadComposerAttachments(
  ctx: Scope,
  userId: UserId,
  ids: readonly string[],
): Promise<AttachmentView[]> {
  if (ids.length === 0) return [];
  const rows = await sql<Attachment>`
    select * from attachments where organization_id = ${ctx.organizationId} and id = any(${[...ids]}::uuid[]) and message_id is null
      and uploaded_by = ${`user:${userId}`}`.execute(ctx.db);
  return rows.rows.map(toAttachmentView);
}

async function quotesOf(ctx: Scope, messages: readonly Message[]): Promise<Map<MessageId, string>> {
  const ids = messages.flatMap((message) => (message.reply_to_id === null ? [] : [message.reply_to_id]));
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("messages")
    .select(["id", "text"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.text]));
}

async function outboxOf(
  ctx: Scope,
  messages: readonly Message[],
): Promise<Map<MessageId, { attempts: number; state: string }>> {
  const open = messages
    .filter(
      (message) => message.delivery_state !== null && !["sent", "delivered", "read"].includes(message.delivery_state),
    )
    .map((message) => message.id);
  if (open.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("outbox")
    .select(["message_id", "attempts", "state"])
    .where("organization_id", "=", ctx.organizationId)
    .where("message_id", "in", open)
    .execute();
  return new Map(rows.map((row) => [row.message_id, row]));
}

function sortEntries(entries: ThreadEntry[]): ThreadEntry[] {
  return entries.sort((a, b) => a.orderKey - b.orderKey || a.seq - b.seq);
}
