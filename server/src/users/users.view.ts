import type { AwayState, Colleague, UserView } from "@guichet/contract";
import type { AccessRow } from "./access/access.sql.ts";
import type { MemberRow } from "./access/teams.sql.ts";
import type { ColleagueRow, UserRow } from "./users.sql.ts";

/** As lists and menus show a person. */
export function toColleague(row: ColleagueRow): Colleague {
  return {
    id: row.id,
    name: fullName(row),
    photo: photoUrl(row),
    presence: row.deactivated_at === null ? row.presence : "offline",
    awayState: row.deactivated_at === null ? awayStateOf(row) : null,
    deactivated: row.deactivated_at !== null,
  };
}

/** The away state somebody is in at this moment; one that is offered no more keeps its name. */
export function awayStateOf(row: Pick<ColleagueRow, "presence" | "away_state_id" | "away_state">): AwayState | null {
  const { presence, away_state_id: id, away_state: name } = row;
  return presence === "away" && id !== null && name !== null ? { id, name } : null;
}

export function fullName(row: Pick<ColleagueRow, "first_name" | "last_name">): string {
  return `${row.first_name} ${row.last_name}`.trim();
}

/** The address changes with the picture, so that a browser may keep it. */
export function photoUrl(row: Pick<ColleagueRow, "id" | "photo_file">): string | null {
  return row.photo_file === null ? null : `/api/v1/users/${row.id}/photo?v=${row.photo_file.slice(0, 8)}`;
}

/** As Settings shows a user. Channels and teams are both given; the access mode says which of them count. */
export function toUserView(row: UserRow, access: readonly AccessRow[], members: readonly MemberRow[]): UserView {
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    userReference: row.user_reference,
    shortCode: row.short_code,
    photo: photoUrl(row),
    accountRole: row.account_role,
    accessMode: row.access_mode,
    channels: access.filter((found) => found.userId === row.id).map(({ channelId, role }) => ({ channelId, role })),
    teams: members.filter((found) => found.userId === row.id).map(({ teamId, role }) => ({ teamId, role })),
    state: stateOf(row),
    presence: row.deactivated_at === null ? row.presence : "offline",
    twoFactor: row.totp_confirmed_at !== null,
    createdAt: row.created_at.toISOString(),
    lastActiveAt: row.last_active_at?.toISOString() ?? null,
  };
}

function stateOf(row: UserRow): UserView["state"] {
  if (row.deactivated_at !== null) return "deactivated";
  return row.has_password ? "active" : "invited";
}
