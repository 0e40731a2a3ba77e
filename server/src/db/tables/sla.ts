import type {
  BusinessHoursId,
  BusinessWeek,
  ChannelId,
  ConversationId,
  EventId,
  Holiday,
  MessageId,
  OrganizationId,
  SlaActions,
  SlaKind,
  SlaPolicyId,
  SlaState,
  UserId,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type BusinessHoursTable = {
  organization_id: OrganizationId;
  id: BusinessHoursId;
  name: string;
  time_zone: string;
  week: Json<BusinessWeek>;
  holidays: Json<Holiday[]>;
  version: Generated<number>;
  created_at: Date;
  deleted_at: Date | null;
};
export type BusinessHoursChannelsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  hours_id: BusinessHoursId;
};
export type SlaPoliciesTable = {
  organization_id: OrganizationId;
  id: SlaPolicyId;
  name: string;
  first_response_minutes: number | null;
  conversation_response_minutes: number | null;
  warning_percent: number;
  on_warning: Json<SlaActions>;
  on_breach: Json<SlaActions>;
  version: Generated<number>;
  created_at: Date;
  deleted_at: Date | null;
};
export type SlaPolicyChannelsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  policy_id: SlaPolicyId;
};
/** An answer that is owed under a policy. */
export type SlaClocksTable = {
  organization_id: OrganizationId;
  id: EventId;
  /** Decimal bigint. */
  position: string;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  policy_id: SlaPolicyId;
  kind: SlaKind;
  state: SlaState;
  began_at: Date;
  target_seconds: number;
  warn_at: Date | null;
  due_at: Date | null;
  breach_at: Date | null;
  next_at: Date | null;
  warned_at: Date | null;
  breached_at: Date | null;
  ended_at: Date | null;
  ended_position: string | null;
  reply_id: MessageId | null;
  user_id: UserId | null;
  elapsed_seconds: number | null;
};
export type SlaRecountsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  after_at: Date;
  after_id: string;
};
