/** What WhatsApp tells of an account all day and needs nothing (Cloud API, webhooks, fields). */
export const ORDINARY = [
  "calls",
  "history",
  "smb_app_state_sync",
  "flows",
  "group_lifecycle_update",
  "group_participants_update",
  "group_settings_update",
  "group_status_update",
  "business_capability_update",
  "partner_solutions",
  "payment_configuration_update",
  "tracking_events",
  "automatic_events",
  "status:payment:*",
  "message:interactive:call_permission_reply",
] as const;
