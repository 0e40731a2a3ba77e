import type {
  AttachmentId,
  ChannelId,
  ContactId,
  ConversationId,
  ConversationStatus,
  DeliveryErrorKind,
  DeliveryState,
  IdentityId,
  MessageId,
  OrganizationId,
  TeamId,
  TopicId,
  UserId,
  Visibility,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type TopicsTable = {
  organization_id: OrganizationId;
  id: TopicId;
  name: string;
  description: Generated<string>;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

/** What the queue row shows of the last message. */
export type LastMessage = {
  readonly id: MessageId;
  readonly kind: "inbound" | "outbound" | "comment";
  readonly text: string;
  readonly authorName: string;
  readonly attachments: number;
  readonly at: string;
  readonly deliveryState: DeliveryState | null;
};

export type ConversationsTable = {
  organization_id: OrganizationId;
  id: ConversationId;
  channel_id: ChannelId;
  identity_id: IdentityId;
  contact_id: ContactId;
  visibility: Visibility;
  thread_key: Generated<string>;
  status: ConversationStatus;
  queue_at: Date;
  waiting_since: Date | null;
  resolution_reason: string | null;
  assignee_id: UserId | null;
  team_id: TeamId | null;
  lock_user_id: UserId | null;
  lock_at: Date | null;
  version: Generated<number>;
  last_seq: Generated<number>;
  last_inbound_at: Date | null;
  last_message: Json<LastMessage | null>;
  subject: string | null;
  topic_ids: Generated<TopicId[]>;
  created_at: Date;
};

export type MessagesTable = {
  organization_id: OrganizationId;
  id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  seq: number;
  order_key: number;
  kind: "inbound" | "outbound" | "comment";
  author_type: "contact" | "user" | "system" | "app";
  author_id: string | null;
  author_name: Generated<string>;
  text: string;
  has_html: Generated<boolean>;
  subject: string | null;
  reply_to_id: MessageId | null;
  mentions: UserId[] | null;
  external_id: string | null;
  automatic: Generated<boolean>;
  context: Json<Record<string, unknown> | null>;
  sent_at: Date;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  delivery_state: DeliveryState | null;
  delivery_error: Json<{ kind: DeliveryErrorKind; message: string } | null>;
  changed_at: Date;
};

export type MessageHtmlTable = { organization_id: OrganizationId; message_id: MessageId; html: string };
export type EarlyNewsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  external_id: string;
  kind: "edited" | "deleted" | "delivery";
  data: Json<Record<string, unknown>>;
  at: Date;
};

export type AttachmentsTable = {
  organization_id: OrganizationId;
  id: AttachmentId;
  message_id: MessageId | null;
  /** `user:<id>` or `visitor:<external id>` while it waits in a composer. */
  uploaded_by: string | null;
  channel_id: ChannelId | null;
  position: Generated<number>;
  kind: "image" | "video" | "audio" | "file";
  name: string;
  type: string;
  inline: Generated<boolean>;
  size: string | null;
  content_id: string | null;
  state: "pending" | "stored" | "failed";
  file: string | null;
  source: Json<{ ref: string; deliveryId: string; expiresAt?: number } | null>;
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  failure: string | null;
  created_at: Date;
};

export type DraftsTable = {
  organization_id: OrganizationId;
  user_id: UserId;
  conversation_id: ConversationId;
  kind: "reply" | "comment";
  text: string;
  reply_to_id: MessageId | null;
  attachment_ids: AttachmentId[];
  at: Date;
};
export type ReadMarksTable = {
  organization_id: OrganizationId;
  conversation_id: ConversationId;
  user_id: UserId;
  seq: number;
};
export type ContactReadMarksTable = { organization_id: OrganizationId; identity_id: IdentityId; order_key: number };
