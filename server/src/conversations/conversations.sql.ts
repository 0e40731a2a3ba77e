import type {
  ChannelId,
  ChannelRole,
  ContactId,
  ConversationId,
  ConversationRow,
  ConversationStatus,
  IdentityId,
  Platform,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Conversation } from "./conversation.ts";
import { abilitiesFor, type Reach } from "./conversations.policy.ts";

export async function findConversation(ctx: Ctx, id: ConversationId): Promise<Conversation | undefined> {
  return await ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Its row, locked until the transaction ends: whoever changes a conversation holds this. */
export async function lockConversation(ctx: Ctx, id: ConversationId): Promise<Conversation | undefined> {
  return await ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Columns of a conversation that are neither status nor message counters. Gives the row a new version. */
export async function updateConversation(
  ctx: Ctx,
  id: ConversationId,
  set: Partial<
    Pick<Conversation, "assignee_id" | "lock_user_id" | "lock_at" | "last_seq" | "waiting_since" | "topic_ids">
  > & { last_message?: string },
): Promise<Conversation> {
  return await ctx.db
    .updateTable("conversations")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Frees what a person holds, but one; answers what was freed. */
export async function releaseLocks(ctx: Ctx, userId: UserId, except: ConversationId | null): Promise<Conversation[]> {
  const released = await sql<Conversation>`
    update conversations set lock_user_id = null, lock_at = null, version = version + 1
    where organization_id = ${ctx.organizationId} and lock_user_id = ${userId} and id is distinct from ${except}
    returning *`.execute(ctx.db);
  return released.rows;
}

type JoinedRow = Omit<
  Conversation,
  | "organization_id"
  | "thread_key"
  | "resolution_reason"
  | "lock_at"
  | "last_inbound_at"
  | "created_at"
  | "contact_id"
  | "identity_id"
> & {
  contact_id: ContactId;
  identity_id: IdentityId;
  platform: Platform;
  contact_name: string;
  handle: string | null;
  assignee_name: string | null;
  lock_name: string | null;
};

const ROW_COLUMNS = sql`
  c.id, c.version, c.channel_id, c.visibility, c.status, c.queue_at, c.waiting_since, c.contact_id, c.identity_id, c.assignee_id,
  c.team_id, c.lock_user_id, c.last_seq, c.last_message, c.subject, c.topic_ids, h.platform, p.name as contact_name, i.handle,
  a.first_name || ' ' || a.last_name as assignee_name, l.first_name || ' ' || l.last_name as lock_name`;
const ROW_JOINS = sql`
  join channels h on h.organization_id = c.organization_id and h.id = c.channel_id
  join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
  join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
  left join users a on a.organization_id = c.organization_id and a.id = c.assignee_id
  left join users l on l.organization_id = c.organization_id and l.id = c.lock_user_id`;

/** Rows of the queue by id, without abilities: those depend on who looks. */
export async function loadRows(
  ctx: Pick<Ctx, "db" | "organizationId">,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, ConversationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<JoinedRow>`
    select ${ROW_COLUMNS} from conversations c ${ROW_JOINS}
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return new Map(rows.rows.map((row) => [row.id, toRow(row, undefined)]));
}

/** Keyset position in the queue. */
export type QueuePlace = { readonly at: string; readonly id: ConversationId };
export type QueueQuery = {
  readonly status: ConversationStatus;
  readonly channels: readonly ChannelId[];
  /** Undefined: anyone. */
  readonly assignees?: { readonly unassigned: boolean; readonly users: readonly UserId[]; readonly notUser?: UserId };
  readonly newestFirst: boolean;
  readonly after?: QueuePlace;
  readonly limit: number;
};

/**
 * One page of the queue. Each channel gives its own first rows from the index and the best of them are kept, so the cost
 * does not grow with the data, only with the number of channels; page 200 costs what page 1 does.
 *
 * `(select …)` hides the number of channels and rows from the planner: else one short list always looks cheaper than the
 * prepared plan and is planned anew for every page, which took longer than reading it (1.3 of 2 ms).
 */
export async function listQueue(
  ctx: Pick<Ctx, "db" | "organizationId">,
  query: QueueQuery,
  reach: Reach,
): Promise<ConversationRow[]> {
  const order = query.newestFirst ? sql`desc` : sql`asc`;
  const rows = await sql<JoinedRow>`
    with page as (
      select x.* from unnest((select ${[...query.channels]}::uuid[])) as ch(id)
      cross join lateral (
        select * from conversations q
        where q.organization_id = ${ctx.organizationId} and q.channel_id = ch.id and q.status = ${query.status}
          ${assigneeFilter(query)} ${afterFilter(query)}
        order by q.queue_at ${order}, q.id ${order} limit (select ${query.limit}::int)
      ) x
      order by x.queue_at ${order}, x.id ${order} limit (select ${query.limit}::int)
    )
    select ${ROW_COLUMNS} from page c ${ROW_JOINS}
    order by c.queue_at ${order}, c.id ${order}`.execute(ctx.db);
  return rows.rows.map((row) => toRow(row, reach.get(row.channel_id)));
}

function assigneeFilter(query: QueueQuery) {
  const { assignees } = query;
  if (assignees === undefined) return sql``;
  const users = sql`q.assignee_id = any(${[...assignees.users]}::uuid[])`;
  const others =
    assignees.notUser === undefined
      ? sql`false`
      : sql`(q.assignee_id is not null and q.assignee_id <> ${assignees.notUser})`;
  return assignees.unassigned
    ? sql`and (q.assignee_id is null or ${users} or ${others})`
    : sql`and (${users} or ${others})`;
}

function afterFilter(query: QueueQuery) {
  if (query.after === undefined) return sql``;
  const compare = query.newestFirst ? sql`<` : sql`>`;
  return sql`and (q.queue_at, q.id) ${compare} (${query.after.at}::timestamptz, ${query.after.id}::uuid)`;
}

function toRow(row: JoinedRow, role: ChannelRole | undefined): ConversationRow {
  return {
    id: row.id,
    version: row.version,
    channelId: row.channel_id,
    platform: row.platform,
    visibility: row.visibility,
    status: row.status,
    queueAt: row.queue_at.toISOString(),
    waitingSince: row.waiting_since?.toISOString() ?? null,
    contact: { id: row.contact_id, identityId: row.identity_id, name: row.contact_name, handle: row.handle },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? "" },
    teamId: row.team_id,
    lock: row.lock_user_id === null ? null : { id: row.lock_user_id, name: row.lock_name ?? "" },
    subject: row.subject,
    lastMessage:
      row.last_message === null ? null : { ...row.last_message, deliveryState: row.last_message.deliveryState ?? null },
    lastSeq: row.last_seq,
    topicIds: row.topic_ids,
    abilities: abilitiesFor(role),
  };
}
