import type { BoundedCount, ChannelId, ConversationId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db, Row } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type Rerouting = Row<"reroutings">;
/** A place in New: channel by channel, each in the order of its queue. */
export type WaitingPlace = { readonly channelId: ChannelId; readonly queueAt: Date; readonly id: ConversationId };

/** What waits is to be gone through, from the beginning, though that is being done already. */
export async function wantRerouting({ db, organizationId }: Scope, dueAt: Date): Promise<void> {
  await sql`
    insert into reroutings (organization_id, due_at) values (${organizationId}, ${dueAt})
    on conflict (organization_id) do update set due_at = excluded.due_at, at_channel = null, at_queue = null, at_id = null,
      total = 0, looked = 0, moved = 0`.execute(db);
}

export async function listDueReroutings(system: Db, now: Date): Promise<OrganizationId[]> {
  const rows = await system
    .selectFrom("reroutings")
    .select("organization_id")
    .where("due_at", "<=", now)
    .orderBy("due_at")
    .limit(100)
    .execute();
  return rows.map((row) => row.organization_id);
}

/** Held until the end of the transaction; undefined: not due, done, or another process is at it. */
export async function takeRerouting(ctx: Ctx): Promise<Rerouting | undefined> {
  return await ctx.db
    .selectFrom("reroutings")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("due_at", "<=", ctx.now())
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function findRerouting({ db, organizationId }: Scope): Promise<Rerouting | undefined> {
  return await db.selectFrom("reroutings").selectAll().where("organization_id", "=", organizationId).executeTakeFirst();
}

export async function writeProgress(
  { db, organizationId }: Scope,
  set: Partial<Omit<Rerouting, "organization_id">>,
): Promise<void> {
  await db.updateTable("reroutings").set(set).where("organization_id", "=", organizationId).execute();
}

export async function endRerouting({ db, organizationId }: Scope): Promise<void> {
  await db.deleteFrom("reroutings").where("organization_id", "=", organizationId).execute();
}

/** Open ones whose team is gone, has lost the channel, or has nobody in it: the rule `takesChannel` once more. */
export async function listOrphans({ db, organizationId }: Scope, limit: number): Promise<ConversationId[]> {
  const rows = await sql<{ id: ConversationId }>`
    with takers as (
      select k.team_id, k.channel_id from team_channels k
      join channels h on h.organization_id = k.organization_id and h.id = k.channel_id and h.deleted_at is null
      where k.organization_id = ${organizationId} and exists (
        select from team_members m join users u on u.organization_id = m.organization_id and u.id = m.user_id
        where m.organization_id = k.organization_id and m.team_id = k.team_id
          and u.access_mode = 'teams' and u.deactivated_at is null)
    )
    select c.id from conversations c
    where c.organization_id = ${organizationId} and c.team_id is not null and c.status in ('new', 'pending')
      and not exists (select from takers t where t.team_id = c.team_id and t.channel_id = c.channel_id)
    order by c.id limit ${limit}`.execute(db);
  return rows.rows.map((row) => row.id);
}

/** Does any team have anything open? */
export async function hasRouted({ db, organizationId }: Scope): Promise<boolean> {
  const rows = await sql`select 1 from conversations where organization_id = ${organizationId} and team_id is not null
    and status in ('new', 'pending') limit 1`.execute(db);
  return rows.rows.length > 0;
}

export async function countWaiting({ db, organizationId }: Scope): Promise<number> {
  const rows = await sql<{ n: number }>`
    select coalesce(sum(y.n), 0)::int as n from channels h join lateral (
      select count(*) as n from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id
        and c.status = 'new' and c.holder is null and c.assignee_id is null) y on true
    where h.organization_id = ${organizationId}`.execute(db);
  return rows.rows[0]?.n ?? 0;
}

/** The next ones of a channel that stand in New and are nobody's. */
export async function listWaitingAfter(
  { db, organizationId }: Scope,
  channelId: ChannelId,
  after: Omit<WaitingPlace, "channelId"> | undefined,
  limit: number,
): Promise<WaitingPlace[]> {
  const from = after === undefined ? sql`` : sql`and (queue_at, id) > (${after.queueAt}, ${after.id})`;
  const rows = await sql<{ id: ConversationId; queue_at: Date }>`
    select id, queue_at from conversations
    where organization_id = ${organizationId} and channel_id = ${channelId} and status = 'new' and holder is null and assignee_id is null ${from}
    order by queue_at, id limit ${limit}`.execute(db);
  return rows.rows.map((row) => ({ channelId, queueAt: row.queue_at, id: row.id }));
}

/** The channels, in the order in which they are gone through. */
export async function nextChannel(
  { db, organizationId }: Scope,
  after: ChannelId | null,
): Promise<ChannelId | undefined> {
  const row = await db
    .selectFrom("channels")
    .select("id")
    .where("organization_id", "=", organizationId)
    .$if(after !== null, (query) => query.where("id", ">", after as ChannelId))
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** In New, nobody's and without a team: counted up to `most`. `channelIds`: on these alone; null: on all. */
export async function countWithoutTeam(
  { db, organizationId }: Scope,
  most: number,
  channelIds: readonly ChannelId[] | null = null,
): Promise<BoundedCount> {
  const here = channelIds === null ? sql`` : sql`and h.id = any(${[...channelIds]}::uuid[])`;
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from channels h join lateral (
        select 1 from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id
          and c.status = 'new' and c.holder is null and c.assignee_id is null and c.team_id is null limit ${most + 1}) y on true
      where h.organization_id = ${organizationId} ${here} limit ${most + 1}) x`.execute(db);
  return toBounded(rows.rows[0]?.n ?? 0, most);
}

function toBounded(count: number, most: number): BoundedCount {
  return { count: Math.min(count, most), more: count > most };
}

export type WaitingOnChannel = { readonly channelId: ChannelId; readonly waiting: BoundedCount; readonly since: Date };

/** What stands in New on these channels, and since when the first waits; counted up to `most`. Channels with nothing are left out. */
export async function listWaitingOn(
  { db, organizationId }: Scope,
  channelIds: readonly ChannelId[],
  most: number,
): Promise<WaitingOnChannel[]> {
  if (channelIds.length === 0) return [];
  const { rows } = await sql<{ id: ChannelId; n: number; since: Date }>`
    select h.id, w.n, w.since from channels h join lateral (
      select count(*)::int as n, min(x.queue_at) as since from (
        select c.queue_at from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id
          and c.status = 'new' and c.holder is null order by c.queue_at, c.id limit ${most + 1}) x) w on w.n > 0
    where h.organization_id = ${organizationId} and h.id = any(${[...channelIds]}::uuid[])`.execute(db);
  return rows.map(({ id, n, since }) => ({ channelId: id, waiting: toBounded(n, most), since }));
}

/** Open conversations of a contact. */
export async function listOpenOfContact({ db, organizationId }: Scope, contactId: string): Promise<ConversationId[]> {
  const rows = await sql<{ id: ConversationId }>`
    select id from conversations where organization_id = ${organizationId} and contact_id = ${contactId}
      and status in ('new', 'pending') order by id`.execute(db);
  return rows.rows.map((row) => row.id);
}
