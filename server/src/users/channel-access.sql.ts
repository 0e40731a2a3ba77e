import type { ChannelId, ChannelRole, OrganizationId, TeamId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Db, readRows } from "../db/index.ts";
import { seenTeam } from "./access/sight.sql.ts";
import type { AccessPath } from "./access-path.ts";

/**
 * The role of every user in every channel, as a relation (user_id, channel_id, role): the SQL twin of `decideChannelRoles`.
 * Narrow it by user or by channel; PostgreSQL pushes that into both halves. A property test holds the twins together.
 */
export function everyChannelRole(db: Db, organizationId: OrganizationId) {
  return db.selectFrom(oneByOne(db, organizationId).unionAll(throughTeams(db, organizationId)).as("access"));
}

/** The channels a user may see, with the role there: for joins in lists of other slices. */
export function visibleChannels(db: Db, organizationId: OrganizationId, userId: UserId) {
  return everyChannelRole(db, organizationId)
    .where("access.user_id", "=", userId)
    .select(["access.channel_id", "access.role"]);
}

/** The ids alone: `where("channel_id", "in", visibleChannelIds(…))`. */
export function visibleChannelIds(db: Db, organizationId: OrganizationId, userId: UserId) {
  return everyChannelRole(db, organizationId).where("access.user_id", "=", userId).select("access.channel_id");
}

function oneByOne(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("users as u")
    .innerJoin("channels as c", "c.organization_id", "u.organization_id")
    .leftJoin("channel_access as a", (join) =>
      join
        .onRef("a.organization_id", "=", "u.organization_id")
        .onRef("a.channel_id", "=", "c.id")
        .onRef("a.user_id", "=", "u.id"),
    )
    .where("u.organization_id", "=", organizationId)
    .where("u.access_mode", "=", "channels")
    .where("u.deactivated_at", "is", null)
    .where("c.deleted_at", "is", null)
    .where((eb) => eb.or([eb("a.role", "is not", null), eb("c.grant_to_all", "=", true)]))
    .select(["u.id as user_id", "c.id as channel_id", sql<ChannelRole>`coalesce(a.role, 'contributor')`.as("role")]);
}

function throughTeams(db: Db, organizationId: OrganizationId) {
  const rank = sql`max(case m.role when 'supervisor' then 3 when 'contributor' then 2 else 1 end)`;
  return db
    .selectFrom("users as u")
    .innerJoin("team_members as m", (join) =>
      join.onRef("m.organization_id", "=", "u.organization_id").onRef("m.user_id", "=", "u.id"),
    )
    .innerJoin("team_channels as tc", (join) =>
      join.onRef("tc.organization_id", "=", "m.organization_id").onRef("tc.team_id", "=", "m.team_id"),
    )
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "tc.organization_id").onRef("c.id", "=", "tc.channel_id"),
    )
    .where("u.organization_id", "=", organizationId)
    .where("u.access_mode", "=", "teams")
    .where("u.deactivated_at", "is", null)
    .where("c.deleted_at", "is", null)
    .groupBy(["u.id", "c.id"])
    .select([
      "u.id as user_id",
      "c.id as channel_id",
      sql<ChannelRole>`case ${rank} when 3 then 'supervisor' when 2 then 'contributor' else 'viewer' end`.as("role"),
    ]);
}

/**
 * The role of user `u` in channel `h` of the same organization, null where there is none: the rule once more as an
 * expression, for hot statements that fetch one record with the role of who asks. The same property test holds it.
 */
export const ROLE_OF_USER_IN_CHANNEL = `case when u.deactivated_at is null and h.deleted_at is null then
  case u.access_mode
    when 'teams' then (
      select m.role from team_members m
      join team_channels tc on tc.organization_id = m.organization_id and tc.team_id = m.team_id
      where m.organization_id = u.organization_id and m.user_id = u.id and tc.channel_id = h.id
      order by case m.role when 'supervisor' then 3 when 'contributor' then 2 else 1 end desc limit 1)
    else coalesce(
      (select a.role from channel_access a
       where a.organization_id = u.organization_id and a.channel_id = h.id and a.user_id = u.id),
      case when h.grant_to_all then 'contributor' end)
  end end`;

/** Every way by which one user might reach a channel, whatever the access mode says: one round trip. */
export async function listAccessPaths(db: Db, organizationId: OrganizationId, userId: UserId): Promise<AccessPath[]> {
  return await readRows(db, ACCESS_PATHS, [organizationId, userId]);
}

const ACTIVE_USER = "u.organization_id = $1 and u.id = $2 and u.deactivated_at is null";
const ACCESS_PATHS = `
  select u.access_mode as mode, c.id as "channelId", 'direct' as through, a.role from users u
  join channel_access a on a.organization_id = u.organization_id and a.user_id = u.id
  join channels c on c.organization_id = a.organization_id and c.id = a.channel_id
  where ${ACTIVE_USER} and c.deleted_at is null
  union all
  select u.access_mode, c.id, 'everyone', 'contributor' from users u
  join channels c on c.organization_id = u.organization_id
  where ${ACTIVE_USER} and c.deleted_at is null and c.grant_to_all
  union all
  select u.access_mode, c.id, 'team', m.role from users u
  join team_members m on m.organization_id = u.organization_id and m.user_id = u.id
  join team_channels tc on tc.organization_id = m.organization_id and tc.team_id = m.team_id
  join channels c on c.organization_id = tc.organization_id and c.id = tc.channel_id
  where ${ACTIVE_USER} and c.deleted_at is null`;

/** Who may see a channel, with the role there. With `teamId`: who sees what that team has there and is theirs. */
export async function listRolesInChannel(
  db: Db,
  organizationId: OrganizationId,
  channelId: ChannelId,
  teamId: TeamId | null,
): Promise<{ userId: UserId; role: ChannelRole }[]> {
  return await everyChannelRole(db, organizationId)
    .where("access.channel_id", "=", channelId)
    .$if(teamId !== null, (query) => query.where(seenTeam(organizationId, channelId, teamId as TeamId)))
    .select(["access.user_id as userId", "access.role"])
    .execute();
}
