import type {
  AccessMode,
  AccountRole,
  AfterReply,
  AutoResolve,
  AwayStateId,
  ChannelRole,
  Locale,
  MaskingRules,
  OrganizationId,
  Presence,
  ReasonsAsked,
  ResolutionReasonId,
  SessionId,
  TeamId,
  TeamOrder,
  UserId,
} from "@guichet/contract";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Json } from "./json.ts";

export type OrganizationsTable = {
  id: OrganizationId;
  name: string;
  after_reply: Generated<AfterReply>;
  inactive_session_minutes: Generated<number>;
  locale: Generated<Locale>;
  time_zone: Generated<string>;
  topic_required: Generated<boolean>;
  undo_send_seconds: Generated<number>;
  system_boomerang_hours: number | null;
  auto_resolve: ColumnType<AutoResolve, string | undefined, string>;
  reasons_asked: ColumnType<ReasonsAsked, string | undefined, string>;
  remove_assignment: Generated<boolean>;
  muting_contacts: Generated<boolean>;
  muting_posts: Generated<boolean>;
  masking: ColumnType<MaskingRules, string | undefined, string>;
  show_insights: Generated<boolean>;
  clocks_held_until: Date | null;
  created_at: Generated<Date>;
};

export type ResolutionReasonsTable = {
  organization_id: OrganizationId;
  id: ResolutionReasonId;
  name: string;
  active: Generated<boolean>;
  code: "resolution_provided" | null;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

export type UsersTable = {
  organization_id: OrganizationId;
  id: UserId;
  email: string;
  first_name: string;
  last_name: string;
  user_reference: string | null;
  short_code: string | null;
  photo_file: string | null;
  account_role: AccountRole;
  access_mode: Generated<AccessMode>;
  locale: Generated<Locale>;
  color_scheme: Generated<"light" | "dark" | "auto">;
  time_zone: Generated<string>;
  preferences: ColumnType<Record<string, unknown>, string | undefined, string>;
  password_hash: string | null;
  password_changed_at: Date | null;
  totp_secret_sealed: string | null;
  totp_confirmed_at: Date | null;
  totp_last_step: string | null;
  availability: Generated<"available" | "away">;
  away_state_id: AwayStateId | null;
  sign_in_availability: "available" | "away" | null;
  sign_in_away_state_id: AwayStateId | null;
  presence: Generated<Presence>;
  presence_since: Generated<Date>;
  heartbeat_at: Date | null;
  last_active_at: Date | null;
  created_at: Generated<Date>;
  deactivated_at: Date | null;
};

export type RecoveryCodesTable = {
  organization_id: OrganizationId;
  user_id: UserId;
  code_hash: string;
  used_at: Date | null;
};

export type SessionsTable = {
  organization_id: OrganizationId;
  id: SessionId;
  user_id: UserId;
  token_hash: string;
  created_at: Generated<Date>;
  last_active_at: Generated<Date>;
  ends_at: Date;
  address: string;
  user_agent: string;
};

export type AccountLinksTable = {
  token_hash: string;
  purpose: "invitation" | "password_reset" | "set_up";
  organization_id: OrganizationId | null;
  user_id: UserId | null;
  bound_to: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
};

export type SignInAttemptsTable = { key: string; failures: number; window_ends_at: Date; blocked_until: Date | null };

export type AwayStatesTable = {
  organization_id: OrganizationId;
  id: AwayStateId;
  name: string;
  enabled: Generated<boolean>;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

export type PresenceIntervalsTable = {
  organization_id: OrganizationId;
  id: string;
  user_id: UserId;
  presence: "available" | "away";
  away_state_id: AwayStateId | null;
  started_at: Date;
  ended_at: Date | null;
};

export type TeamsTable = {
  organization_id: OrganizationId;
  id: TeamId;
  name: string;
  created_at: Generated<Date>;
  routed_only: Generated<boolean>;
  queue_filters: Generated<boolean>;
  channels_filter: Generated<boolean>;
  queue_order: TeamOrder | null;
  most_assigned: number | null;
};
export type TeamMembersTable = { organization_id: OrganizationId; team_id: TeamId; user_id: UserId; role: ChannelRole };

export type SettingsChangesTable = {
  organization_id: OrganizationId;
  number: string;
  id: string;
  at: Date;
  actor_id: UserId | null;
  actor_name: string;
  action: string;
  subject: string;
  before: Json | null;
  after: Json | null;
  address: string;
  previous_hash: string;
  hash: string;
  kind: GeneratedAlways<string>;
  search: Generated<string>;
};
