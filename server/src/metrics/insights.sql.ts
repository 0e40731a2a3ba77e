import type { ChannelId, ConversationId, UserId } from "@guichet/contract";
import { type Ctx, readRows } from "../db/index.ts";
import { seenText } from "../users/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Of one person in one channel today; `userId` null: of everybody there, a conversation that two resolved counted once. */
export type WorkToday = {
  readonly userId: UserId | null;
  readonly channelId: ChannelId;
  readonly handled: number;
  readonly seconds: number;
  readonly resolved: number;
};
export type ChannelNow = {
  readonly channelId: ChannelId;
  readonly waiting: number;
  readonly oldestSince: Date | null;
  readonly oldestId: ConversationId | null;
};

const TODAY = `
  select e.user_id as "userId", e.channel_id as "channelId",
    (count(*) filter (where e.began_at is not null and cardinality(e.reply_ids) > 0))::int as handled,
    coalesce(sum(extract(epoch from e.ended_at - e.began_at)) filter (where e.began_at is not null and cardinality(e.reply_ids) > 0), 0)::float8 as seconds,
    (count(distinct e.conversation_id) filter (where e.status = 'resolved'))::int as resolved
  from handle_ends e
  where e.organization_id = $1 and e.ended_at >= (
    select date_trunc('day', $2::timestamptz at time zone o.time_zone) at time zone o.time_zone from organizations o where o.id = $1)
  group by grouping sets ((e.user_id, e.channel_id), (e.channel_id))`;

/** What everybody did today, in the organization's time zone. */
export async function readWorkToday(scope: Scope, now: Date): Promise<WorkToday[]> {
  return await readRows<WorkToday>(scope.db, TODAY, [scope.organizationId, now]);
}

const CHANNELS = `
  select h.id as "channelId", coalesce(q.count, 0)::int as waiting,
    oldest.queue_at as "oldestSince", oldest.id as "oldestId"
  from channels h
  left join lateral (
    select c.queue_at, c.id from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id and c.status = 'new' and c.holder is null
    order by c.queue_at, c.id limit 1) oldest on true
  left join queue_counts q on q.organization_id = h.organization_id and q.channel_id = h.id and q.status = 'new'
  where h.organization_id = $1 and h.deleted_at is null`;

/** How many wait in each channel, and the first of them and since when. One step into the queue's index a channel. */
export async function readChannelsNow(scope: Scope): Promise<ChannelNow[]> {
  return await readRows<ChannelNow>(scope.db, CHANNELS, [scope.organizationId]);
}

const SEEN_CHANNELS = `
  select h.id as "channelId", open.waiting, open.first_at as "oldestSince", open.first_id as "oldestId"
  from unnest((select $2::uuid[])) h(id) cross join lateral (
    select count(*)::int as waiting, min(c.queue_at) as first_at, (array_agg(c.id order by c.queue_at, c.id))[1] as first_id
    from conversations c
    where c.organization_id = $1 and c.channel_id = h.id and c.status = 'new' and c.holder is null and ${seenText("c", "$1", "$3")}) open`;

/** The same for one whose teams hide some of it, of these channels. Reads the whole of New there. */
export async function readSeenChannelsNow(
  scope: Scope,
  userId: UserId,
  channels: readonly ChannelId[],
): Promise<ChannelNow[]> {
  return await readRows<ChannelNow>(scope.db, SEEN_CHANNELS, [scope.organizationId, channels, userId]);
}
