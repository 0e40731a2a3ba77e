import type { OrganizationView } from "@guichet/contract";
import type { OrganizationRow } from "./organizations.sql.ts";

export function toOrganizationView(row: OrganizationRow): OrganizationView {
  return {
    name: row.name,
    afterReply: row.after_reply,
    inactiveSessionMinutes: row.inactive_session_minutes,
    locale: row.locale,
    timeZone: row.time_zone,
    topicRequired: row.topic_required,
    undoSendSeconds: row.undo_send_seconds,
    autoResolve: row.auto_resolve,
    systemBoomerangHours: row.system_boomerang_hours,
    reasonsAsked: row.reasons_asked,
    showInsights: row.show_insights,
    removeAssignment: row.remove_assignment,
    mutingContacts: row.muting_contacts,
    mutingPosts: row.muting_posts,
    masking: row.masking,
  };
}
