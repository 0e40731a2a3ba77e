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
import { type Ctx, readRows } from "../db/index.ts";
import { seenText } from "../users/index.ts";
import { type AuditRow, toAuditView } from "./audit.view.ts";
import type { Attachment } from "./conversation.ts";
import { type MessageRow, toAttachmentView, toMessageView } from "./thread.view.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** A conversation, below a seq or from its end. */
export type ThreadPlace = { readonly id: ConversationId; readonly seq?: number };

const MOST_SEQ = 2_147_483_647;

/** Message `m` with what hangs on it; what is rarely there is looked up only where it may be. A deleted tag vanishes (W107). */
export const MESSAGE_COLUMNS = `
  m.id, m.conversation_id, m.seq, m.order_key, m.kind, m.author_type, m.author_id, m.author_name, m.text, m.has_html, m.subject,
  m.reply_to_id, m.mentions, m.delivery_state, m.delivery_error, m.automatic, m.short_code,
  case m.kind when 'inbound' then m.sent_at else m.created_at end as at,
  m.edited_at is not null as edited, m.deleted_at is not null as deleted, m.withdrawn_at is not null as withdrawn,
  m.masked_at is not null as masked, m.hidden_at is not null as hidden, m.liked_at is not null as liked, m.reposted_at is not null as reposted, m.removal is not null as removed, m.reactions,
  case when m.tag_ids <> '{}' then array(
    select g.id from unnest(m.tag_ids) with ordinality as o(id, place)
    join tags g on g.organization_id = $1 and g.id = o.id and g.deleted_at is null order by o.place) end as tag_ids,
  case when m.reply_to_id is not null then (
    select q.text from messages q where q.organization_id = $1 and q.id = m.reply_to_id) end as quote,
  case when m.linked_id is not null then (
    select json_build_object('conversationId', l.conversation_id, 'messageId', l.id)
    from messages l where l.organization_id = $1 and l.id = m.linked_id) end as linked,
  case when m.template is not null then
    json_build_object('name', m.template ->> 'name', 'language', m.template ->> 'language') end as template,
  case m.kind when 'inbound' then m.context ->> 'about' end as about,
  case when m.delivery_state not in ('sent', 'delivered', 'read') then (
    select json_build_object('attempts', o.attempts, 'state', o.state, 'held_until', o.held_until)
    from outbox o where o.organization_id = $1 and o.message_id = m.id) end as sending,
  (select json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'state', f.state,
     'inline', f.inline, 'contentId', f.content_id) order by f.position)
   from attachments f where f.organization_id = $1 and f.message_id = m.id and not f.of_post) as attachments`;

/**
 * The conversation and the contact's earlier ones of the same identity and visibility, the newest first, and of each its
 * messages, the newest first: as many rows as asked for. A conversation without messages here is one row of nulls, so the
 * number of conversations that are looked at is bounded too. Earlier ones that the reader's teams hide ($5) are not among them.
 */
const THREAD = `
  with start as (
    select id, contact_id, identity_id, visibility, created_at from conversations where organization_id = $1 and id = $2
  ), chain as (
    select id, created_at from conversations
    where organization_id = $1 and contact_id = (select contact_id from start)
      and identity_id = (select identity_id from start) and visibility = (select visibility from start)
      and (created_at, id) <= ((select created_at from start), (select id from start))
      and ($5::uuid is null or ${seenText("conversations", "$1", "$5")})
    order by created_at desc, id desc limit (select $4::int)
  )
  select h.id as place, ${MESSAGE_COLUMNS}
  from chain h left join lateral (
    select * from messages where organization_id = $1 and conversation_id = h.id
      and seq < case when h.id = $2 then $3::int else ${MOST_SEQ} end
    order by seq desc limit (select $4::int)
  ) m on true
  order by h.created_at desc, h.id desc, m.seq desc limit (select $4::int)`;

type ThreadRow = { place: ConversationId } & (MessageRow | { id: null; seq: null });

/**
 * The newest entries below a place, messages and audit lines together, oldest first: filled up from earlier conversations
 * until there are `limit` messages. `next` is where older ones begin.
 */
export async function loadThread(
  ctx: Scope,
  readerId: UserId | null,
  place: ThreadPlace,
  limit: number,
): Promise<{ entries: ThreadEntry[]; next: Required<ThreadPlace> | undefined }> {
  const below = place.seq ?? MOST_SEQ;
  const rows = await readRows<ThreadRow>(ctx.db, THREAD, [ctx.organizationId, place.id, below, limit, readerId]);
  const last = rows.at(-1);
  const next = last === undefined || rows.length < limit ? undefined : { id: last.place, seq: last.seq ?? 0 };
  const byConversation = Map.groupBy(rows, (row) => row.place);
  const audit = await loadAudit(
    ctx,
    [...byConversation.keys()].map((id) => ({
      id,
      // The window is cut by seq (the index); within it entries stand by their order key.
      from: id === next?.id ? next.seq : 0,
      below: id === place.id ? below : MOST_SEQ,
    })),
  );
  const entries: ThreadEntry[] = [];
  for (const [id, found] of [...byConversation].reverse()) {
    const messages = found.flatMap((row) => (row.id === null ? [] : [toMessageView(row)]));
    entries.push(...sortEntries([...messages, ...audit.filter((line) => line.conversationId === id)]));
  }
  return { entries, next };
}

/** Messages by id, as the thread shows them. */
export async function loadMessages(ctx: Scope, ids: readonly MessageId[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const rows = await readRows<MessageRow>(ctx.db, MESSAGES, [ctx.organizationId, ids]);
  return rows.map(toMessageView);
}

const MESSAGES = `
  select ${MESSAGE_COLUMNS} from messages m where m.organization_id = $1 and m.id = any((select $2::uuid[])::uuid[])`;

/** A piece of a conversation's audit trail: from a seq on, below another. */
export type AuditWindow = { readonly id: ConversationId; readonly from: number; readonly below?: number };

const AUDIT = `
  with wanted as materialized (
    select * from unnest((select $2::uuid[]), (select $3::int[]), (select $4::int[])) as w(id, from_seq, below_seq)
  ), lines as (
    select e.id, e.type, e.conversation_id, e.seq, e.actor, e.data, e.at from wanted w
    join event_log e on e.conversation_id = w.id and e.seq >= w.from_seq and e.seq < w.below_seq
    where e.organization_id = $1 and e.seq is not null
    union all
    select e.id, e.type, e.conversation_id, e.seq, e.actor, e.data, e.at from wanted w
    join event_inbox e on e.conversation_id = w.id and e.seq >= w.from_seq and e.seq < w.below_seq
    where e.organization_id = $1 and e.seq is not null
  )
  select e.*, u.first_name || ' ' || u.last_name as actor_name, s.first_name || ' ' || s.last_name as subject_name,
    t.name as topic_name, w.name as team_name
  from lines e
  left join users u on u.organization_id = $1
    and u.id = case when e.actor ->> 'type' = 'user' then (e.actor ->> 'id')::uuid end
  left join users s on s.organization_id = $1
    and s.id = case
      when e.type in ('conversation.assigned', 'conversation.locked') then coalesce(
        e.data ->> case when e.type = 'conversation.assigned' then 'assigneeId' else 'stolenFrom' end, e.data ->> 'before')::uuid
      when e.type = 'conversation.handed' then (e.data ->> 'assigneeId')::uuid
      when e.type = 'schedule.changed' then (e.data ->> 'authorId')::uuid
      when e.type like 'boomerang.%' then (e.data ->> 'by')::uuid
      when e.type = 'conversation.status_changed' then (e.data -> 'boomerang' ->> 'by')::uuid end
  left join topics t on t.organization_id = $1
    and t.id = case when e.type in ('topic.added', 'topic.removed') then (e.data ->> 'topicId')::uuid end
  left join teams w on w.organization_id = $1
    and w.id = case when e.type = 'conversation.routed' then (e.data ->> 'teamId')::uuid end
  order by e.seq`;

/** Audit lines of conversations, for the thread and for the live feed. */
export async function loadAudit(ctx: Scope, windows: readonly AuditWindow[]): Promise<AuditView[]> {
  if (windows.length === 0) return [];
  const rows = await readRows<AuditRow>(ctx.db, AUDIT, [
    ctx.organizationId,
    windows.map((window) => window.id),
    windows.map((window) => window.from),
    windows.map((window) => window.below ?? MOST_SEQ),
  ]);
  return rows.map(toAuditView);
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

function sortEntries(entries: ThreadEntry[]): ThreadEntry[] {
  return entries.sort((a, b) => a.orderKey - b.orderKey || a.seq - b.seq);
}
