import type { OrganizationView } from "@guichet/contract";
import type { OrganizationRow } from "./organizations.sql.ts";

export function toOrganizationView(row: OrganizationRow): OrganizationView {
  return {
    name: row.name,
    afterReply: row.after_reply,
    inactiveSessionMinutes: row.inactive_session_minutes,
    locale: row.locale,
    timeZone: row.time_zone,
  };
}
