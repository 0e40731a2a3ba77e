import type {
  AttachmentView,
  ConversationId,
  DeliveryState,
  IdentityId,
  MessageId,
  OrganizationId,
  TeamId,
  UserId,
} from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../db/index.ts";
import type { VisitorIdentity } from "../visitor/visitors.sql.ts";

/** A message of the visitor's own thread, with everything the visitor may see of it and nothing else. */
export type ThreadRow = {
  readonly id: MessageId;
  readonly identity_id: IdentityId;
  readonly cursor: string;
  readonly order_key: number;
  readonly kind: "inbound" | "outbound";
  readonly author_name: string;
  readonly text: string;
  readonly reply_to_id: MessageId | null;
  readonly attachments: readonly AttachmentView[];
  readonly at: Date;
  readonly deleted: boolean;
  readonly delivery_state: DeliveryState | null;
  readonly read_by_agent: boolean;
};

/** A place in the order of changes: microseconds since 1970, and the id for changes of the same instant. */
export type ChangePlace = { readonly cursor: string; readonly id: string };
/** A place in the thread. */
export type ThreadPlace = { readonly orderKey: number; readonly id: string };

type Scope = { readonly db: Db; readonly organizationId: OrganizationId };

/**
 * One thread over all conversations of the visitor: milliseconds since 2024 of the conversation's beginning, 128 apart, and
 * the place in the conversation. Exact to 1/64 in a double for the next 34 years.
 */
const orderKey = sql<number>`(floor(extract(epoch from c.created_at) * 1000)::float8 - 1704067200000) * 128 + m.order_key`;
const cursor = sql<string>`(extract(epoch from m.changed_at) * 1000000)::bigint`;
/** Never a comment, never what is not (or not yet, or not for good) sent. */
const visible = sql<boolean>`c.visibility = 'private' and (m.kind = 'inbound' or (m.kind = 'outbound' and m.delivery_state in ('sent', 'delivered', 'read')))`;

const attachments = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size, 'state', a.state,
    'inline', a.inline, 'contentId', a.content_id) order by a.position, a.id)
  from attachments a where a.organization_id = m.organization_id and a.message_id = m.id), '[]')`;

/** What the agent who read furthest has seen. */
const readSeq = sql<number>`coalesce((select max(r.seq) from read_marks r
  where r.organization_id = c.organization_id and r.conversation_id = c.id), 0)`;

const columns = sql`m.id, c.identity_id, ${cursor}::text as cursor, ${orderKey} as order_key, m.kind, m.author_name, m.text,
  m.reply_to_id, ${attachments} as attachments, m.sent_at as at, m.deleted_at is not null as deleted, m.delivery_state,
  m.seq <= ${readSeq} as read_by_agent`;

function ownMessages({ organizationId }: Scope, identity: VisitorIdentity): RawBuilder<unknown> {
  // The contact leads the index; the identity decides.
  return sql`conversations c join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
    where c.organization_id = ${organizationId} and c.contact_id = ${identity.contact_id} and c.identity_id = ${identity.id}
    and ${visible}`;
}

/** The newest messages above a place, newest first. */
export async function listBefore(
  scope: Scope,
  identity: VisitorIdentity,
  place: ThreadPlace | undefined,
  limit: number,
): Promise<readonly ThreadRow[]> {
  const below =
    place === undefined ? sql`` : sql`and (${orderKey}, m.id) < (${place.orderKey}::float8, ${place.id}::uuid)`;
  const found = await sql<ThreadRow>`select ${columns} from ${ownMessages(scope, identity)} ${below}
    order by ${orderKey} desc, m.id desc limit ${limit}`.execute(scope.db);
  return found.rows;
}

/** What changed after a place, in the order of changes. */
export async function listChangedAfter(
  scope: Scope,
  identity: VisitorIdentity,
  place: ChangePlace,
  limit: number,
): Promise<readonly ThreadRow[]> {
  const found = await sql<ThreadRow>`select ${columns} from ${ownMessages(scope, identity)}
    and (${cursor}, m.id) > (${place.cursor}::bigint, ${place.id}::uuid)
    order by ${cursor}, m.id limit ${limit}`.execute(scope.db);
  return found.rows;
}

/** The place of the latest change; "0" when there is nothing. */
export async function latestChange(scope: Scope, identity: VisitorIdentity): Promise<string> {
  const found = await sql<{ cursor: string | null }>`
    select max(${cursor})::text as cursor from ${ownMessages(scope, identity)}`.execute(scope.db);
  return found.rows[0]?.cursor ?? "0";
}

/** Those of these messages which are in the thread of one of these visitors. */
export async function listByIds(
  scope: Scope,
  identityIds: readonly IdentityId[],
  ids: readonly MessageId[],
): Promise<readonly ThreadRow[]> {
  if (ids.length === 0 || identityIds.length === 0) return [];
  const found = await sql<ThreadRow>`select ${columns}
    from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    where m.organization_id = ${scope.organizationId} and m.id = any(${[...ids]}::uuid[])
    and c.identity_id = any(${[...identityIds]}::uuid[]) and ${visible}
    order by ${cursor}, m.id`.execute(scope.db);
  return found.rows;
}

/** Agents' messages up to a place which the visitor is not yet known to have read. */
export async function listUnreadUpTo(
  scope: Scope,
  identity: VisitorIdentity,
  upTo: number,
  limit: number,
): Promise<MessageId[]> {
  const found = await sql<{ id: MessageId }>`select m.id from ${ownMessages(scope, identity)}
    and m.kind = 'outbound' and m.delivery_state in ('sent', 'delivered') and ${orderKey} <= ${upTo}::float8
    order by ${orderKey} desc limit ${limit}`.execute(scope.db);
  return found.rows.map((row) => row.id);
}

/** How far agents have read in these conversations, as a place in the visitor's thread. */
export async function listAgentRead(scope: Scope, ids: readonly ConversationId[]) {
  if (ids.length === 0) return [];
  const found = await sql<{ identity_id: IdentityId; up_to: number }>`
    select c.identity_id, max(${orderKey}) as up_to
    from conversations c join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
    where c.organization_id = ${scope.organizationId} and c.id = any(${[...ids]}::uuid[])
    and m.kind = 'inbound' and m.seq <= ${readSeq} and ${visible}
    group by c.identity_id`.execute(scope.db);
  return found.rows;
}

/** How far agents have read in the visitor's thread; undefined: not at all. */
export async function readAgentMark(scope: Scope, identity: VisitorIdentity): Promise<number | undefined> {
  const found = await sql<{ up_to: number | null }>`
    select max(${orderKey}) as up_to from ${ownMessages(scope, identity)} and m.kind = 'inbound' and m.seq <= ${readSeq}`.execute(
    scope.db,
  );
  return found.rows[0]?.up_to ?? undefined;
}

/** Where the visitor's words would go now, and whose that is, for typing; undefined when no conversation is open. */
export async function findOpenConversation(
  scope: Scope,
  identity: VisitorIdentity,
): Promise<
  | { readonly conversationId: ConversationId; readonly teamId: TeamId | null; readonly assigneeId: UserId | null }
  | undefined
> {
  return await scope.db
    .selectFrom("conversations")
    .where("organization_id", "=", scope.organizationId)
    .where("identity_id", "=", identity.id)
    .where("visibility", "=", "private")
    .where("status", "in", ["new", "pending"])
    .select(["id as conversationId", "team_id as teamId", "assignee_id as assigneeId"])
    .executeTakeFirst();
}

/** Whose thread a conversation belongs to. */
export async function findIdentityOf(scope: Scope, id: ConversationId): Promise<IdentityId | undefined> {
  const row = await scope.db
    .selectFrom("conversations")
    .where("organization_id", "=", scope.organizationId)
    .where("id", "=", id)
    .where("visibility", "=", "private")
    .select("identity_id")
    .executeTakeFirst();
  return row?.identity_id;
}
