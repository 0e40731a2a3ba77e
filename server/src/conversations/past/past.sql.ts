import type {
  ChannelId,
  ContactGroupId,
  ConversationId,
  ConversationStatus,
  MessageId,
  TagId,
  TeamId,
  TopicId,
  UserId,
  Visibility,
} from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, readRows } from "../../db/index.ts";
import { ROLE_OF_USER_IN_CHANNEL, seenText } from "../../users/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** From where to go on: `at` in seconds since 1970, with its fractions. */
export type Place = { readonly at: number; readonly id: MessageId };
/** Channels that are gone bring nothing any more. `channelIds` null: all that are there. */
export type Span = { readonly since: Date; readonly channelIds: readonly ChannelId[] | null };

/** A contact's message as it came in. */
export type PastMessage = Place & { readonly text: string };
/** A conversation with the contact's latest message. */
export type PastConversation = PastMessage & {
  readonly conversation_id: ConversationId;
  readonly channel_id: ChannelId;
  readonly visibility: Visibility;
  readonly topic_ids: TopicId[];
  readonly group_ids: ContactGroupId[];
  readonly team_id: TeamId | null;
  readonly assignee_id: UserId | null;
};

const CAME_IN = `
  m.organization_id = $1 and m.kind = 'inbound' and m.context ->> 'about' is distinct from 'reaction' and m.created_at >= $2
  and (m.created_at, m.id) < (to_timestamp($3::float8), $4::uuid)
  and m.channel_id = any(array(select h.id from channels h where h.organization_id = $1 and h.deleted_at is null
    and ($5::uuid[] is null or h.id = any($5::uuid[]))))`;
const COLUMNS = "m.id, m.text, extract(epoch from m.created_at)::float8 as at";

const MESSAGES = `
  select ${COLUMNS} from messages m where ${CAME_IN}
  order by m.created_at desc, m.id desc limit (select $6::int)`;

/** Each once, at the message after which its contact has written nothing more. */
const CONVERSATIONS = `
  select ${COLUMNS}, m.conversation_id, m.channel_id, c.visibility, c.topic_ids, c.team_id, c.assignee_id,
    case when $7::boolean then array(select g.group_id from contact_group_members g
      where g.organization_id = c.organization_id and g.contact_id = c.contact_id) else '{}' end as group_ids
  from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
  where ${CAME_IN} and m.order_key = m.seq and not exists (select from messages n where n.organization_id = m.organization_id
    and n.conversation_id = m.conversation_id and n.kind = 'inbound' and n.context ->> 'about' is distinct from 'reaction'
    and n.seq > m.seq and n.order_key = n.seq)
  order by m.created_at desc, m.id desc limit (select $6::int)`;

/** The newest before `place` first. */
export async function listPastMessages(scope: Scope, span: Span, place: Place, most: number): Promise<PastMessage[]> {
  return await readRows<PastMessage>(scope.db, MESSAGES, valuesOf(scope, span, place, most));
}

export async function listPastConversations(
  scope: Scope,
  span: Span & { readonly withGroups: boolean },
  place: Place,
  most: number,
): Promise<PastConversation[]> {
  return await readRows<PastConversation>(scope.db, CONVERSATIONS, [
    ...valuesOf(scope, span, place, most),
    span.withGroups,
  ]);
}

function valuesOf({ organizationId }: Scope, { since, channelIds }: Span, { at, id }: Place, most: number): unknown[] {
  return [organizationId, since, at, id, channelIds, most];
}

/** What has to be known of a message that a rule fits. `first`: the conversation begins with it. */
export type PastFacts = Pick<
  PastConversation,
  "conversation_id" | "channel_id" | "topic_ids" | "team_id" | "assignee_id"
> & {
  readonly id: MessageId;
  readonly tag_ids: TagId[] | null;
  readonly first: boolean;
};
const FACTS = `
  select m.id, m.conversation_id, m.channel_id, m.tag_ids, c.topic_ids, c.team_id, c.assignee_id,
    not exists (select from messages e where e.organization_id = m.organization_id
      and e.conversation_id = m.conversation_id and e.seq < m.seq) as first
  from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
  where m.organization_id = $1 and m.id = any((select $2::uuid[])::uuid[])`;

export async function listPastFacts(
  { db, organizationId }: Scope,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, PastFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<PastFacts>(db, FACTS, [organizationId, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

export type ShownConversation = {
  readonly id: ConversationId;
  readonly contact_name: string;
  readonly channel_id: ChannelId;
  readonly status: ConversationStatus;
};
const SHOWN = `
  select c.id, p.name as contact_name, c.channel_id, c.status
  from conversations c
  join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
  join users u on u.organization_id = c.organization_id and u.id = $3
  join channels h on h.organization_id = c.organization_id and h.id = c.channel_id
  where c.organization_id = $1 and c.id = any((select $2::uuid[])::uuid[])
    and ${ROLE_OF_USER_IN_CHANNEL} is not null and ${seenText("c", "$1", "$3")}`;

/** Those of them that this person may see. */
export async function listShown(
  { db, organizationId }: Scope,
  userId: UserId,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, ShownConversation>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<ShownConversation>(db, SHOWN, [organizationId, ids, userId]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** When each of the last days began in a time zone, today first. */
export async function listDays({ db }: Scope, now: Date, timeZone: string, days: number) {
  const found = await sql<{ day: string; begins: Date }>`
    select to_char(d, 'YYYY-MM-DD') as day, d at time zone ${timeZone} as begins
    from generate_series(0, ${days - 1}::int) as back,
      lateral (select date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) - back * interval '1 day' as d) x
    order by back`.execute(db);
  return found.rows;
}

/** A short transaction that can only read; the pool's own limits end it when it takes too long. */
export async function inReading<T>(ctx: Ctx, work: (inside: Ctx) => Promise<T>): Promise<T> {
  return await ctx.db
    .transaction()
    .setAccessMode("read only")
    .execute((db) => work({ ...ctx, db }));
}
