import { Refusal, type TeamId, type TeamView } from "@guichet/contract";
import type { Scope } from "../channel-access.ts";
import { listAccessModes } from "../users.sql.ts";
import { listMemberRows, listTeamChannelRows, listTeamRows } from "./teams.sql.ts";

/** Every team with its members and channels. People whose access is channel-based are not members, see `switchAccessMode`. */
export async function listTeams(scope: Scope, teamId?: TeamId): Promise<TeamView[]> {
  const { db, organizationId } = scope;
  const teams = await listTeamRows(db, organizationId, teamId);
  const rows = await listMemberRows(db, organizationId, { teamId });
  const modes = await listAccessModes(db, organizationId, [...new Set(rows.map((row) => row.userId))]);
  const members = Map.groupBy(
    rows.filter((row) => modes.get(row.userId) === "teams"),
    (row) => row.teamId,
  );
  const channels = Map.groupBy(await listTeamChannelRows(db, organizationId, { teamId }), (row) => row.teamId);
  return teams.map(({ id, name, createdAt, ...options }) => {
    const found = (members.get(id) ?? []).map(({ userId, role }) => ({ userId, role }));
    const channelIds = (channels.get(id) ?? []).map((row) => row.channelId);
    return {
      ...{ id, name, memberCount: found.length, members: found, channelIds, options },
      createdAt: createdAt.toISOString(),
    };
  });
}

export async function getTeam(scope: Scope, teamId: TeamId): Promise<TeamView> {
  const [team] = await listTeams(scope, teamId);
  if (team === undefined) throw new Refusal("not_found");
  return team;
}
