import type { ChannelId, TeamId, UserId } from "@guichet/contract";
import { readRows } from "../../db/index.ts";
import type { Scope } from "../channel-access.ts";

/** A team as work finds it: the channels that are there, and who is in it now. */
export type TeamAtWork = {
  readonly id: TeamId;
  readonly name: string;
  readonly channelIds: ReadonlySet<ChannelId>;
  readonly memberIds: ReadonlySet<UserId>;
};

/** Nobody who is deactivated, or whose access is channel-based, is in a team; deleted channels are left out. */
const TEAMS = `
  select t.id, t.name,
    array(select k.channel_id from team_channels k
      join channels h on h.organization_id = k.organization_id and h.id = k.channel_id and h.deleted_at is null
      where k.organization_id = t.organization_id and k.team_id = t.id) as channels,
    array(select m.user_id from team_members m
      join users u on u.organization_id = m.organization_id and u.id = m.user_id
        and u.access_mode = 'teams' and u.deactivated_at is null
      where m.organization_id = t.organization_id and m.team_id = t.id) as members
  from teams t where t.organization_id = $1 and ($2::uuid is null or t.id = $2) order by t.name, t.id`;

export async function listTeamsAtWork({ db, organizationId }: Scope, teamId?: TeamId): Promise<TeamAtWork[]> {
  type Found = { id: TeamId; name: string; channels: ChannelId[]; members: UserId[] };
  const rows = await readRows<Found>(db, TEAMS, [organizationId, teamId ?? null]);
  return rows.map(({ id, name, channels, members }) => ({
    ...{ id, name, channelIds: new Set(channels), memberIds: new Set(members) },
  }));
}

const AVAILABLE = `
  select m.team_id as id, count(*)::int as n from team_members m
  join users u on u.organization_id = m.organization_id and u.id = m.user_id
  where m.organization_id = $1 and u.access_mode = 'teams' and u.deactivated_at is null and u.presence = 'available'
  group by m.team_id`;

/** How many of its members are Available; a team that is not named has none. */
export async function countAvailable({ db, organizationId }: Scope): Promise<ReadonlyMap<TeamId, number>> {
  const rows = await readRows<{ id: TeamId; n: number }>(db, AVAILABLE, [organizationId]);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
