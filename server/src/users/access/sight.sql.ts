import type { ChannelId, OrganizationId, TeamId, UserId } from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import { type Ctx, readRows } from "../../db/index.ts";
import { type Limits, type Sight, toLimits } from "./sight.ts";

/** What user $2 of organization $1 sees through each of their teams: a `Sight`, as a relation. */
export const SIGHTS_OF_USER = `
  select tc.channel_id, t.id as team_id, not t.routed_only as everything, t.queue_filters as colleagues
  from users u
  join team_members m on m.organization_id = u.organization_id and m.user_id = u.id
  join teams t on t.organization_id = m.organization_id and t.id = m.team_id
  join team_channels tc on tc.organization_id = t.organization_id and tc.team_id = t.id
  where u.organization_id = $1 and u.id = $2 and u.access_mode = 'teams'`;
const SIGHTS = `
  select channel_id as "channelId", team_id as "teamId", everything, colleagues from (${SIGHTS_OF_USER}) s order by 1, 2`;

/** What narrows a person, afresh. */
export async function limitsOf(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  userId: UserId,
): Promise<Limits> {
  return toLimits(await readRows<Sight>(db, SIGHTS, [organizationId, userId]));
}

/** `isSeen` for a conversation `:c` as an expression; the first part is asked once for a statement. */
const SEEN = `(
  not exists (select 1 from users su where su.organization_id = :org and su.id = :user and su.access_mode = 'teams')
  or exists (
    select 1 from team_members sm
    join team_channels sc on sc.organization_id = sm.organization_id and sc.team_id = sm.team_id
    join teams st on st.organization_id = sm.organization_id and st.id = sm.team_id
    where sm.organization_id = :org and sm.user_id = :user and sc.channel_id = :c.channel_id
      and (not st.routed_only or :c.team_id is null or :c.team_id = st.id)
      and (st.queue_filters or :c.assignee_id is null or :c.assignee_id = :user)))`;

/** For statements that are texts: `org` and `user` as they are called there, e.g. `$1`. */
export function seenText(conversation: string, org: string, user: string): string {
  return SEEN.replaceAll(":c.", `${conversation}.`).replaceAll(":org", org).replaceAll(":user", user);
}

/** The same for statements that Kysely puts together. */
export function seenBy(conversation: string, organizationId: OrganizationId, userId: UserId): RawBuilder<boolean> {
  const [channel, team, assignee] = ["channel_id", "team_id", "assignee_id"].map((name) =>
    sql.ref(`${conversation}.${name}`),
  );
  return sql<boolean>`(
    not exists (select 1 from users su where su.organization_id = ${organizationId} and su.id = ${userId} and su.access_mode = 'teams')
    or exists (
      select 1 from team_members sm
      join team_channels sc on sc.organization_id = sm.organization_id and sc.team_id = sm.team_id
      join teams st on st.organization_id = sm.organization_id and st.id = sm.team_id
      where sm.organization_id = ${organizationId} and sm.user_id = ${userId} and sc.channel_id = ${channel}
        and (not st.routed_only or ${team} is null or ${team} = st.id)
        and (st.queue_filters or ${assignee} is null or ${assignee} = ${userId})))`;
}

/** Of `access.user_id`: does this person see what is theirs of a team's work in a channel? */
export function seenTeam(organizationId: OrganizationId, channelId: ChannelId, teamId: TeamId): RawBuilder<boolean> {
  return sql<boolean>`(
    not exists (select 1 from users su where su.organization_id = ${organizationId} and su.id = access.user_id and su.access_mode = 'teams')
    or exists (
      select 1 from team_members sm
      join team_channels sc on sc.organization_id = sm.organization_id and sc.team_id = sm.team_id
      join teams st on st.organization_id = sm.organization_id and st.id = sm.team_id
      where sm.organization_id = ${organizationId} and sm.user_id = access.user_id and sc.channel_id = ${channelId}
        and (not st.routed_only or st.id = ${teamId})))`;
}
