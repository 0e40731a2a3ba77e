import type { ChannelId, ConversationId, MessageId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { isWritten } from "../written.sql.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
/** What people of ours sent to the contact. What was taken back was never sent. */
const BY_PEOPLE = sql`m.kind = 'outbound' and m.author_type = 'user' and m.withdrawn_at is null`;

/**
 * Has a person answered the contact, before a message of the conversation or (null) at all? What was sent before the contact
 * first wrote answers nothing; a reaction is nothing written.
 */
export async function wasAnswered(
  { db, organizationId }: Scope,
  id: ConversationId,
  before: MessageId | null,
): Promise<boolean> {
  const end =
    before === null
      ? sql`true`
      : sql`m.seq < (select b.seq from messages b where b.organization_id = ${organizationId} and b.id = ${before})`;
  const found = await sql`
    select 1 from messages m where m.organization_id = ${organizationId} and m.conversation_id = ${id} and ${BY_PEOPLE} and ${end}
      and m.seq > (select min(i.seq) from messages i
        where i.organization_id = ${organizationId} and i.conversation_id = ${id} and i.kind = 'inbound'
          and ${isWritten("i")})
    limit 1`.execute(db);
  return found.rows.length > 0;
}

type Reply = { readonly messageId: MessageId; readonly userId: UserId; readonly at: Date };

/** The first reply of a person since a moment. */
export async function findReplySince(
  { db, organizationId }: Scope,
  id: ConversationId,
  since: Date,
): Promise<Reply | undefined> {
  const found = await sql<Reply>`
    select m.id as "messageId", m.author_id::uuid as "userId", m.created_at as at from messages m
    where m.organization_id = ${organizationId} and m.conversation_id = ${id} and ${BY_PEOPLE} and m.created_at >= ${since}
    order by m.seq limit 1`.execute(db);
  return found.rows[0];
}

export type QueueStep = { readonly at: Date; readonly id: ConversationId };

/** The next conversations in New of a channel, in the order of the queue. */
export async function listNew(
  { db, organizationId }: Scope,
  channelId: ChannelId,
  after: QueueStep,
  limit: number,
): Promise<QueueStep[]> {
  const found = await sql<QueueStep>`
    select id, queue_at as at from conversations
    where organization_id = ${organizationId} and channel_id = ${channelId} and status = 'new' and holder is null
      and (queue_at, id) > (${after.at}, ${after.id}::uuid)
    order by queue_at, id limit ${limit}`.execute(db);
  return found.rows;
}

/** Did a machine on the contact's side write last, e.g. an out-of-office note? */
export async function wroteLastByMachine({ db, organizationId }: Scope, id: ConversationId): Promise<boolean> {
  const found = await sql<{ automatic: boolean }>`
    select automatic from messages where organization_id = ${organizationId} and conversation_id = ${id} and kind = 'inbound'
      and ${isWritten("messages")}
    order by seq desc limit 1`.execute(db);
  return found.rows[0]?.automatic ?? false;
}

/** Under which name the product writes to a contact: the organization's. Undefined: the channel is gone, or they are muted. */
export async function findSenderName(
  { db, organizationId }: Scope,
  conversation: { readonly channel_id: ChannelId; readonly identity_id: string },
): Promise<string | undefined> {
  const found = await sql<{ name: string }>`
    select o.name from organizations o join channels c on c.organization_id = o.id
    join identities i on i.organization_id = o.id and i.id = ${conversation.identity_id}
    where o.id = ${organizationId} and c.id = ${conversation.channel_id} and c.deleted_at is null and i.muted_at is null`.execute(
    db,
  );
  return found.rows[0]?.name;
}
