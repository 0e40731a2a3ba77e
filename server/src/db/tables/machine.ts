import type {
  ChannelId,
  ConversationId,
  ConversationStatus,
  DeliveryErrorKind,
  DeliveryId,
  EndpointId,
  EventId,
  MessageId,
  OrganizationId,
  Platform,
} from "@guichet/contract";
import type { Generated, GeneratedAlways } from "kysely";
import type { ReplyBefore } from "./conversations.ts";
import type { Json } from "./json.ts";

export type DeliveriesTable = {
  organization_id: OrganizationId;
  id: DeliveryId;
  endpoint_id: EndpointId;
  platform: Platform;
  path: Generated<string>;
  headers: Json<Record<string, string>>;
  body: Buffer | null;
  body_file: string | null;
  delivery_key: string | null;
  received_at: Date;
  state: Generated<"stored" | "done" | "dead" | "discarded">;
  attempts: Generated<number>;
  next_attempt_at: Date;
  reason: string | null;
  problems: Json<{ path: string; reason: string }[] | null>;
  note: string | null;
  erasure: "wanted" | "done" | null;
};

export type OutboxError = { kind: DeliveryErrorKind; code: string; message: string };
export type OutboxTable = {
  organization_id: OrganizationId;
  message_id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  seq: number;
  state: "ready" | "sending" | "uncertain" | "failed" | "waiting";
  attempts: Generated<number>;
  next_attempt_at: Date;
  deadline_at: Date;
  lease_until: Date | null;
  fence: Generated<string>;
  error: Json<OutboxError | null>;
  uncertain_since: Date | null;
  /** When the attempt began that is on its way, or the last one. */
  attempted_at: Date | null;
  /** A reply that its author may take back until then. */
  held_until: Date | null;
  before: Json<ReplyBefore | null>;
  created_at: Date;
};
export type SendAttemptsTable = {
  organization_id: OrganizationId;
  message_id: MessageId;
  attempt: number;
  started_at: Date;
  ended_at: Date | null;
  outcome: string | null;
  error: Json<OutboxError | null>;
};

type EventColumns = {
  organization_id: OrganizationId;
  id: EventId;
  type: string;
  conversation_id: ConversationId | null;
  channel_id: ChannelId | null;
  seq: number | null;
  actor: Json<unknown>;
  data: Json<unknown>;
  at: Date;
};
export type EventInboxTable = EventColumns & { ticket: GeneratedAlways<string> };
export type EventLogTable = EventColumns & { position: string };
export type EventHeadTable = { one: boolean; position: string };
export type ListenerPositionsTable = {
  listener: string;
  position: string;
  failures: Generated<number>;
  failure: string | null;
};
export type LeasesTable = { name: string; holder: string; fence: string; expires_at: Date };
export type QueueCountsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  status: ConversationStatus;
  count: number;
};
export type ProbesTable = {
  id: string;
  organization_id: OrganizationId;
  started_at: Date;
  arrived_at: Date | null;
  left_at: Date | null;
};
