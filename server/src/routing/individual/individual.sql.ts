import type { ChannelId, ChannelRole, OrganizationId, TeamId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Db, readRows } from "../../db/index.ts";
import type { GivingTeam, Membership } from "./takers.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** What waits is to be looked at, where any team has a maximum. Whoever is just giving is waited for: they may be past it. */
export async function wantGiving({ db, organizationId }: Scope, dueAt: Date): Promise<void> {
  await sql`
    insert into givings (organization_id, due_at)
    select ${organizationId}, ${dueAt}
    where exists (select from teams where organization_id = ${organizationId} and most_assigned is not null)
    on conflict (organization_id) do update set due_at = least(givings.due_at, excluded.due_at)`.execute(db);
}

export async function listDueGivings(system: Db, now: Date): Promise<OrganizationId[]> {
  const due = system.selectFrom("givings").select("organization_id").where("due_at", "<=", now);
  return (await due.orderBy("due_at").limit(100).execute()).map((row) => row.organization_id);
}

/** Held until the end of the transaction; false: not due, done, or another process is at it. */
export async function takeGiving(ctx: Ctx): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("givings")
    .select("due_at")
    .where("organization_id", "=", ctx.organizationId)
    .where("due_at", "<=", ctx.now())
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

export async function endGiving({ db, organizationId }: Scope): Promise<void> {
  await db.deleteFrom("givings").where("organization_id", "=", organizationId).execute();
}

/** Others come first now. */
export async function goOnGiving(ctx: Ctx): Promise<void> {
  await ctx.db
    .updateTable("givings")
    .set({ due_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .execute();
}

const TEAMS = `
  select t.id, t.most_assigned is not null as gives,
    array(select k.channel_id from team_channels k
      join channels h on h.organization_id = k.organization_id and h.id = k.channel_id and h.deleted_at is null
      where k.organization_id = t.organization_id and k.team_id = t.id order by 1) as "channelIds"
  from teams t where t.organization_id = $1 order by t.id`;

export async function listGivingTeams({ db, organizationId }: Scope): Promise<GivingTeam[]> {
  return await readRows<{ id: TeamId; gives: boolean; channelIds: ChannelId[] }>(db, TEAMS, [organizationId]);
}

/** Every membership of people who are Available and in a team that has a maximum. */
const MEMBERSHIPS = `
  select m.user_id as "userId", m.team_id as "teamId", m.role from team_members m
  join users u on u.organization_id = m.organization_id and u.id = m.user_id
  where m.organization_id = $1 and u.access_mode = 'teams' and u.deactivated_at is null and u.presence = 'available'
    and exists (
      select from team_members o join teams t on t.organization_id = o.organization_id and t.id = o.team_id
      where o.organization_id = m.organization_id and o.user_id = m.user_id and t.most_assigned is not null)
  order by 1, 2`;

export async function listMembershipsThere({ db, organizationId }: Scope): Promise<Membership[]> {
  type Found = { userId: UserId; teamId: TeamId; role: ChannelRole };
  return await readRows<Found>(db, MEMBERSHIPS, [organizationId]);
}

const THERE = `
  select id from users where organization_id = $1 and id = any((select $2::uuid[])::uuid[])
    and presence = 'available' and deactivated_at is null`;

/** Who of them is Available at this moment. */
export async function listThere({ db, organizationId }: Scope, ids: readonly UserId[]): Promise<ReadonlySet<UserId>> {
  return new Set((await readRows<{ id: UserId }>(db, THERE, [organizationId, ids])).map(({ id }) => id));
}

/** When these people were last assigned a conversation; whoever is not in it never was. */
export async function listTurns(
  { db, organizationId }: Scope,
  ids: readonly UserId[],
): Promise<ReadonlyMap<UserId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("turns")
    .select(["user_id", "assigned_at"])
    .where("organization_id", "=", organizationId)
    .where("user_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.user_id, row.assigned_at.getTime()]));
}

/** Of those whose teams set a maximum; told twice it stays the latest. */
export async function noteTurn({ db, organizationId }: Scope, userId: UserId, at: Date): Promise<void> {
  await sql`
    insert into turns (organization_id, user_id, assigned_at)
    select ${organizationId}, ${userId}, ${at}
    where exists (
      select from team_members m join teams t on t.organization_id = m.organization_id and t.id = m.team_id
      where m.organization_id = ${organizationId} and m.user_id = ${userId} and t.most_assigned is not null)
    on conflict (organization_id, user_id) do update set assigned_at = greatest(turns.assigned_at, excluded.assigned_at)`.execute(
    db,
  );
}
