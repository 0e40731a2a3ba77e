import type {
  AttachmentView,
  ConversationId,
  MessageId,
  OrganizationId,
  ScheduledView,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Database, type Row, readRows } from "../../db/index.ts";
import { type Conversation, excerpt } from "../conversation.ts";

export type Scheduled = Row<"scheduled_messages">;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** More than these are not put off in one conversation. */
export const MOST_SCHEDULED = 50;

export async function insertScheduled(ctx: Ctx, row: Omit<Scheduled, "organization_id" | "state" | "stopped">) {
  await ctx.db
    .insertInto("scheduled_messages")
    .values({
      organization_id: ctx.organizationId,
      ...row,
      // A reply may only point at a message of its own conversation.
      reply_to_id:
        row.reply_to_id === null
          ? null
          : sql`(select id from messages where organization_id = ${ctx.organizationId} and id = ${row.reply_to_id} and conversation_id = ${row.conversation_id})`,
    })
    .execute();
}

export async function findScheduled(ctx: Ctx, id: MessageId): Promise<Scheduled | undefined> {
  return await ctx.db
    .selectFrom("scheduled_messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Its row, locked until the transaction ends. The conversation's is locked before it, always in this order. */
export async function lockScheduled(ctx: Ctx, id: MessageId): Promise<Scheduled | undefined> {
  return await ctx.db
    .selectFrom("scheduled_messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteScheduled(ctx: Ctx, id: MessageId): Promise<void> {
  await ctx.db
    .deleteFrom("scheduled_messages")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function updateScheduled(
  ctx: Ctx,
  id: MessageId,
  set: Partial<Pick<Scheduled, "due_at" | "state" | "after_seq" | "stopped">>,
): Promise<void> {
  const { stopped, ...columns } = set;
  await ctx.db
    .updateTable("scheduled_messages")
    .set({
      ...columns,
      ...(stopped === undefined ? {} : { stopped: stopped === null ? null : JSON.stringify(stopped) }),
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function countScheduled(ctx: Ctx, id: ConversationId): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from scheduled_messages
    where organization_id = ${ctx.organizationId} and conversation_id = ${id}`.execute(ctx.db);
  return found.rows[0]?.count ?? 0;
}

/** Has the contact written, other than by a machine, since this was scheduled: here, or in a conversation that came later? */
export async function contactWroteSince(ctx: Ctx, scheduled: Scheduled): Promise<boolean> {
  const found = await sql`
    select from conversations c join conversations own on own.organization_id = c.organization_id
    join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
    where c.organization_id = ${ctx.organizationId} and own.id = ${scheduled.conversation_id}
      and c.identity_id = own.identity_id and c.visibility = own.visibility and c.thread_key = own.thread_key
      and m.kind = 'inbound' and not m.automatic
      and case when c.id = own.id then m.seq > ${scheduled.after_seq}
        else c.created_at > own.created_at and m.created_at > ${scheduled.created_at} end
    limit 1`.execute(ctx.db);
  return found.rows.length > 0;
}

/** Is a newer conversation of the same contact open? A reply to this one, which is resolved, could not leave then. */
export async function hasOpenBeside(ctx: Ctx, conversation: Conversation): Promise<boolean> {
  const open = await ctx.db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("identity_id", "=", conversation.identity_id)
    .where("visibility", "=", conversation.visibility)
    .where("thread_key", "=", conversation.thread_key)
    .where("status", "in", ["new", "pending"])
    .where("id", "<>", conversation.id)
    .executeTakeFirst();
  return open !== undefined;
}

export async function listWaitingOfAuthor(ctx: Ctx, author: UserId): Promise<Scheduled[]> {
  return await ctx.db
    .selectFrom("scheduled_messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("author_id", "=", author)
    .where("state", "=", "waiting")
    .orderBy("conversation_id")
    .execute();
}

export type DueReply = { readonly organization_id: OrganizationId; readonly id: MessageId };

/** What should have left by now, the longest due first. Nothing falls due where the clocks are held. */
export async function listDueReplies(
  { system }: Pick<Database, "system">,
  now: Date,
  resting: readonly MessageId[],
  limit: number,
): Promise<DueReply[]> {
  const due = await sql<DueReply>`
    select s.organization_id, s.id from scheduled_messages s
    where s.state = 'waiting' and s.due_at <= ${now} and s.id <> all(${[...resting]}::uuid[])
      and not exists (select from organizations o where o.id = s.organization_id and o.clocks_held_until > ${now})
    order by s.due_at, s.id limit ${limit}`.execute(system);
  return due.rows;
}

/** Where a file is to leave with a scheduled reply; undefined: it is none of those. */
export async function conversationOfScheduledFile(
  ctx: Ctx,
  holder: string | null,
): Promise<ConversationId | undefined> {
  const [, id] = /^scheduled:([0-9a-f-]{36})$/.exec(holder ?? "") ?? [];
  return id === undefined ? undefined : (await findScheduled(ctx, id as MessageId))?.conversation_id;
}

type ListedRow = Scheduled & {
  author: string | null;
  quote: string | null;
  files: AttachmentView[] | null;
};

const LIST = `
  select s.*, u.first_name || ' ' || u.last_name as author,
    (select q.text from messages q where q.organization_id = $1 and q.id = s.reply_to_id) as quote,
    (select json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'state', f.state,
       'inline', f.inline, 'contentId', f.content_id) order by array_position(s.attachment_ids, f.id))
     from attachments f where f.organization_id = $1 and f.id = any(s.attachment_ids) and f.message_id is null) as files
  from scheduled_messages s left join users u on u.organization_id = $1 and u.id = s.author_id
  where s.organization_id = $1 and s.conversation_id = any((select $2::uuid[])::uuid[])
  order by s.due_at, s.id`;

/** What is put off in conversations, the next to leave first. Whoever may see the conversation sees it. */
export async function loadScheduled(
  ctx: Scope,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, ScheduledView[]>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<ListedRow>(ctx.db, LIST, [ctx.organizationId, ids]);
  const byConversation = Map.groupBy(rows, (row) => row.conversation_id);
  return new Map(ids.map((id) => [id, (byConversation.get(id) ?? []).map(toView)]));
}

function toView(row: ListedRow): ScheduledView {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    author: { id: row.author_id, name: row.author ?? row.author_name },
    text: row.text,
    replyTo: row.reply_to_id === null ? null : { id: row.reply_to_id, excerpt: excerpt(row.quote ?? "") },
    attachments: row.files ?? [],
    at: row.due_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    state: row.state,
    stopped: row.stopped,
  };
}
