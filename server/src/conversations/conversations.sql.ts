import type {
  ChannelRole,
  ContactGroupId,
  ContactId,
  ConversationId,
  ConversationRow,
  IdentityId,
  Platform,
  UnreadMark,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { contactPhotoUrl } from "../contacts/index.ts";
import { type Ctx, readRows } from "../db/index.ts";
import { ROLE_OF_USER_IN_CHANNEL, seenText } from "../users/index.ts";
import type { Conversation } from "./conversation.ts";
import { abilitiesFor } from "./conversations.policy.ts";
import { draftsEndAt } from "./draft-life.ts";
import type { QueuePlace } from "./queue-order.ts";
import type { QueueQuery } from "./queue-page.sql.ts";
import { readQueue } from "./read-queue.sql.ts";

export async function findConversation(ctx: Ctx, id: ConversationId): Promise<Conversation | undefined> {
  return await ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/**
 * A conversation with the role of a user in its channel, null when they reach it by none, or their teams do not show it. With `lock`, its row stays locked
 * until the transaction ends. Whether the role is enough is the policy's to say.
 */
export async function findConversationFor(
  ctx: Ctx,
  userId: UserId,
  id: ConversationId,
  lock: boolean,
): Promise<(Conversation & { role: ChannelRole | null }) | undefined> {
  const rows = await readRows<Conversation & { role: ChannelRole | null }>(
    ctx.db,
    lock ? LOCKED_CONVERSATION_FOR : CONVERSATION_FOR,
    [ctx.organizationId, id, userId],
  );
  return rows[0];
}

const CONVERSATION_FOR = `
  select c.*, (
    select ${ROLE_OF_USER_IN_CHANNEL} from users u join channels h on h.organization_id = u.organization_id
    where u.organization_id = $1 and u.id = $3 and h.id = c.channel_id and ${seenText("c", "$1", "$3")}) as role
  from conversations c where c.organization_id = $1 and c.id = $2`;
const LOCKED_CONVERSATION_FOR = `${CONVERSATION_FOR} for update`;

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
    Pick<
      Conversation,
      | "assignee_id"
      | "lock_user_id"
      | "lock_at"
      | "last_seq"
      | "waiting_since"
      | "queue_at"
      | "topic_ids"
      | "tag_ids"
      | "boomerang_at"
      | "boomerang_note"
      | "boomerang_by"
      | "resolve_at"
      | "sla_breached_at"
      | "sla_due_at"
    >
  > & { last_message?: string | null; sla?: string | null; holder?: string | null },
): Promise<Conversation> {
  return await ctx.db
    .updateTable("conversations")
    .set({ ...set, version: sql`version + 1` })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Frees what a person holds, but these; answers what was freed. */
export async function releaseLocks(
  ctx: Ctx,
  userId: UserId,
  except: readonly ConversationId[],
): Promise<Conversation[]> {
  const released = await sql<Conversation>`
    update conversations set lock_user_id = null, lock_at = null, version = version + 1
    where organization_id = ${ctx.organizationId} and lock_user_id = ${userId} and id <> all(${[...except]}::uuid[])
    returning *`.execute(ctx.db);
  return released.rows;
}

type JoinedRow = Omit<
  Conversation,
  | "status_since"
  | "routed_at"
  | "arrived_at"
  | "resolve_at"
  | "auto_resolve"
  | "resolution_reason_id"
  | "resolution_comment"
  | "undo"
  | "sla_breached_at"
  | "sla_due_at"
  | "organization_id"
  | "thread_key"
  | "resolution_reason"
  | "lock_at"
  | "team_by_hand"
  | "created_at"
  | "contact_id"
  | "identity_id"
> & {
  contact_id: ContactId;
  identity_id: IdentityId;
  platform: Platform;
  contact_name: string;
  contact_photo: string | null;
  contact_vip: boolean;
  contact_group_ids: ContactGroupId[];
  handle: string | null;
  opted_out_at: Date | null;
  assignee_name: string | null;
  lock_name: string | null;
  boomerang_name: string | null;
};

const ROW_COLUMNS = `
  c.id, c.version, c.channel_id, c.visibility, c.status, c.queue_at, c.waiting_since, c.last_inbound_at, c.window_ends_at, c.contact_id, c.identity_id, c.assignee_id,
  c.team_id, c.priority, c.lock_user_id, c.last_seq, c.last_message, c.subject, c.topic_ids, c.sla, c.holder,
  case when c.tag_ids = '{}' then c.tag_ids else array(
    select g.id from unnest(c.tag_ids) with ordinality as o(id, place)
    join tags g on g.organization_id = c.organization_id and g.id = o.id and g.deleted_at is null order by o.place
  ) end as tag_ids, p.name as contact_name, p.photo as contact_photo, p.vip as contact_vip, i.handle, i.opted_out_at,
  array(select m.group_id from contact_group_members m where m.organization_id = c.organization_id and m.contact_id = c.contact_id order by 1) as contact_group_ids,
  a.first_name || ' ' || a.last_name as assignee_name, l.first_name || ' ' || l.last_name as lock_name,
  c.boomerang_at, c.boomerang_note, c.boomerang_by, b.first_name || ' ' || b.last_name as boomerang_name`;
const ROW_JOINS = `
  join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
  join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
  left join users a on a.organization_id = c.organization_id and a.id = c.assignee_id
  left join users l on l.organization_id = c.organization_id and l.id = c.lock_user_id
  left join users b on b.organization_id = c.organization_id and b.id = c.boomerang_by`;

const CHANNEL_JOIN = "join channels h on h.organization_id = c.organization_id and h.id = c.channel_id";

const ROWS = `
  select ${ROW_COLUMNS}, h.platform from conversations c ${CHANNEL_JOIN} ${ROW_JOINS}
  where c.organization_id = $1 and c.id = any((select $2::uuid[])::uuid[])`;

/** Rows of the queue by id, without abilities: those depend on who looks. */
export async function loadRows(
  ctx: Pick<Ctx, "db" | "organizationId">,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, ConversationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<JoinedRow>(ctx.db, ROWS, [ctx.organizationId, ids]);
  return new Map(rows.map((row) => [row.id, toRow(row, undefined)]));
}

/** What a user has read of a conversation, and whether something of theirs waits there unsent. */
export type OwnMarks = {
  readonly readSeq: number | null;
  readonly unreadMark: UnreadMark | null;
  readonly hasDraft: boolean;
  /** Anybody's. */
  readonly hasScheduled: boolean;
};
/** Of nothing but a mark by hand, nothing was read. */
const READ_COLUMNS = "nullif(r.seq, 0) as read_seq, r.unread_from, r.unread_turn";
type ReadColumns = { read_seq: number | null; unread_from: number | null; unread_turn: number | null };
type MarkColumns = ReadColumns & {
  role: ChannelRole | null;
  has_draft: boolean;
  has_scheduled: boolean;
};
type RowFor = OwnMarks & { readonly row: ConversationRow; readonly role: ChannelRole | null };

const ROW_FOR = `
  select ${ROW_COLUMNS}, h.platform, case when ${seenText("c", "$1", "$3")} then ${ROLE_OF_USER_IN_CHANNEL} end as role,
    ${READ_COLUMNS},
    exists (select 1 from drafts d
      where d.organization_id = $1 and d.user_id = $3 and d.conversation_id = c.id and d.at > $4) as has_draft,
    exists (select 1 from scheduled_messages s where s.organization_id = $1 and s.conversation_id = c.id) as has_scheduled
  from conversations c ${CHANNEL_JOIN} ${ROW_JOINS}
  join users u on u.organization_id = c.organization_id and u.id = $3
  left join read_marks r on r.organization_id = c.organization_id and r.conversation_id = c.id and r.user_id = u.id
  where c.organization_id = $1 and c.id = $2`;

/** One row with the role of a user in its channel, null when they reach it by none, and with that user's own marks. */
export async function findRowFor(ctx: Ctx, userId: UserId, id: ConversationId): Promise<RowFor | undefined> {
  const rows = await readRows<JoinedRow & MarkColumns>(ctx.db, ROW_FOR, [
    ctx.organizationId,
    id,
    userId,
    draftsEndAt(ctx.now()),
  ]);
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    row: toRow(row, undefined),
    role: row.role,
    ...readOf(row),
    hasDraft: row.has_draft,
    hasScheduled: row.has_scheduled,
  };
}

function readOf(row: ReadColumns): Pick<OwnMarks, "readSeq" | "unreadMark"> {
  const { read_seq: readSeq, unread_from: from, unread_turn: turn } = row;
  return { readSeq, unreadMark: turn === null || turn === 0 ? null : { from, turn } };
}

export type QueueRow = Pick<OwnMarks, "readSeq" | "unreadMark"> & { readonly row: ConversationRow };
/** `until`: as far as was looked; undefined: to the end, or further than these rows. */
export type QueuePage = { readonly rows: readonly QueueRow[]; readonly until: QueuePlace | undefined };

/** One page of the queue, in its order: of channels the user sees alone, with what that user has read. */
export async function listQueue(
  ctx: Pick<Ctx, "db" | "organizationId">,
  userId: UserId,
  query: QueueQuery,
): Promise<QueuePage> {
  type Read = JoinedRow & ReadColumns & { role: ChannelRole };
  const { rows, until } = await readQueue<Read>(ctx, userId, query, {
    columns: `${ROW_COLUMNS}, c.platform, c.role, ${READ_COLUMNS}`,
    joins: `${ROW_JOINS}
      left join read_marks r on r.organization_id = c.organization_id and r.conversation_id = c.id and r.user_id = $2`,
  });
  return { rows: rows.map((row) => ({ row: toRow(row, row.role), ...readOf(row) })), until };
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
    lastInboundAt: row.last_inbound_at?.toISOString() ?? null,
    windowEndsAt: row.window_ends_at?.toISOString() ?? null,
    contact: {
      id: row.contact_id,
      identityId: row.identity_id,
      name: row.contact_name,
      photo: contactPhotoUrl(row.contact_id, row.contact_photo),
      handle: row.handle,
      vip: row.contact_vip,
      groupIds: row.contact_group_ids,
      optedOutAt: row.opted_out_at?.toISOString() ?? null,
    },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? "" },
    teamId: row.team_id,
    priority: row.priority,
    lock: row.lock_user_id === null ? null : { id: row.lock_user_id, name: row.lock_name ?? "" },
    holder: row.holder === null ? null : { id: row.holder.id, name: row.holder.name },
    subject: row.subject,
    lastMessage:
      row.last_message === null ? null : { ...row.last_message, deliveryState: row.last_message.deliveryState ?? null },
    lastSeq: row.last_seq,
    topicIds: row.topic_ids,
    tagIds: row.tag_ids,
    boomerang: boomerangViewOf(row),
    sla: row.sla,
    abilities: abilitiesFor(role),
  };
}

function boomerangViewOf(row: JoinedRow): ConversationRow["boomerang"] {
  if (row.boomerang_at === null) return null;
  const by = row.boomerang_by === null ? null : { id: row.boomerang_by, name: row.boomerang_name ?? "" };
  return { at: row.boomerang_at.toISOString(), note: row.boomerang_note ?? "", by };
}
