import type { Colleague } from "@guichet/contract";
import type { ColleagueRow } from "./users.sql.ts";

/** As lists and menus show a person. */
export function toColleague(row: ColleagueRow): Colleague {
  return {
    id: row.id,
    name: fullName(row),
    photo: photoUrl(row),
    presence: row.deactivated_at === null ? row.presence : "offline",
    deactivated: row.deactivated_at !== null,
  };
}

export function fullName(row: Pick<ColleagueRow, "first_name" | "last_name">): string {
  return `${row.first_name} ${row.last_name}`.trim();
}

/** The address changes with the picture, so that a browser may keep it. */
export function photoUrl(row: Pick<ColleagueRow, "id" | "photo_file">): string | null {
  return row.photo_file === null ? null : `/api/v1/users/${row.id}/photo?v=${row.photo_file.slice(0, 8)}`;
}
