import type { ChannelId, ChannelRole, Colleague, TeamId, UserId } from "@guichet/contract";
import { listRolesInChannel } from "./channel-access.sql.ts";
import type { Scope } from "./channel-access.ts";
import { listColleagueRows } from "./users.sql.ts";
import { toColleague } from "./users.view.ts";

/** Everybody of the organization, deactivated people included: their names stand in history. */
export async function listColleagues(scope: Scope): Promise<Colleague[]> {
  return (await listColleagueRows(scope.db, scope.organizationId)).map(toColleague);
}

/** Those of them that were asked for. */
export async function findColleagues(scope: Scope, ids: readonly UserId[]): Promise<Colleague[]> {
  if (ids.length === 0) return [];
  return (await listColleagueRows(scope.db, scope.organizationId, ids)).map(toColleague);
}

/** Who may see a channel, with the role there, sorted by name: the people one may assign to. With `teamId`: what that team has there. */
export async function usersWithAccess(
  scope: Scope,
  channelId: ChannelId,
  teamId: TeamId | null = null,
): Promise<(Colleague & { role: ChannelRole })[]> {
  const roles = await listRolesInChannel(scope.db, scope.organizationId, channelId, teamId);
  const roleOf = new Map(roles.map((found) => [found.userId, found.role]));
  const rows = await listColleagueRows(scope.db, scope.organizationId, [...roleOf.keys()]);
  return rows.flatMap((row) => {
    const role = roleOf.get(row.id);
    return role === undefined ? [] : [{ ...toColleague(row), role }];
  });
}
