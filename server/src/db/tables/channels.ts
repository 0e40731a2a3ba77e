import type {
  AutoResolveOverride,
  ChannelId,
  ChannelRole,
  EndpointId,
  OrganizationId,
  Platform,
  ReasonAsked,
  TeamId,
  TemplateCategory,
  TemplateShape,
  TemplateStatus,
  UserId,
} from "@guichet/contract";
import type { ColumnType, Generated } from "kysely";
import type { Json } from "./json.ts";

export type EndpointsTable = {
  organization_id: OrganizationId;
  id: EndpointId;
  platform: Platform;
  /** name → sealed values, newest first */
  secrets: Json<Record<string, string[]>>;
  created_at: Generated<Date>;
};

export type ChannelsTable = {
  organization_id: OrganizationId;
  id: ChannelId;
  endpoint_id: EndpointId;
  platform: Platform;
  external_id: string;
  name: string;
  state: Generated<"connected" | "needs_reconnection" | "paused">;
  state_reason: string | null;
  silent: Generated<boolean>;
  trouble_since: Date | null;
  silence_told_at: Date | null;
  auto_assign: Generated<boolean>;
  grant_to_all: Generated<boolean>;
  topic_required: Generated<boolean>;
  short_code: Generated<boolean>;
  auto_resolve: ColumnType<AutoResolveOverride, string | undefined, string>;
  reason_asked: ColumnType<ReasonAsked, string | undefined, string>;
  settings: Json<Record<string, unknown>>;
  /** name → sealed value */
  secrets: Json<Record<string, string>>;
  last_inbound_at: Date | null;
  last_outbound_at: Date | null;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

export type ChannelValuesTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  key: string;
  value: string;
  changed_at: Generated<Date>;
};
/** Texts that the platform has approved, in the order they were given (W95). */
export type MessageTemplatesTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  body: string;
  /** parameter → placeholder */
  prefill: ColumnType<Record<string, string>, string, string>;
  shape: ColumnType<TemplateShape | null, string | null | undefined, string | null>;
  position: number;
};
export type ChannelAccessTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  user_id: UserId;
  role: ChannelRole;
};
export type TeamChannelsTable = { organization_id: OrganizationId; team_id: TeamId; channel_id: ChannelId };

export type VisitorSessionsTable = {
  organization_id: OrganizationId;
  token_hash: string;
  channel_id: ChannelId;
  external_id: string;
  user_id: string | null;
  page: Json<Record<string, string>>;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
};
