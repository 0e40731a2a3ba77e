import type {
  Actor,
  AttachmentId,
  AutoResolve,
  ChannelId,
  ContactId,
  ConversationId,
  ConversationStatus,
  DeliveryErrorKind,
  DeliveryId,
  DeliveryState,
  HandOff,
  IdentityId,
  MessageId,
  OrganizationId,
  ResolutionReasonId,
  ScheduleStop,
  SlaMark,
  TagId,
  TeamId,
  TemplateUse,
  TopicId,
  UserId,
  VirtualAgentId,
  VirtualAgentKind,
  Visibility,
} from "@guichet/contract";
import type { ColumnType, Generated } from "kysely";
import type { Json } from "./json.ts";

/** What the queue row shows of the last message. */
export type LastMessage = {
  readonly id: MessageId;
  readonly kind: "inbound" | "outbound" | "comment";
  readonly text: string;
  readonly authorName: string;
  readonly attachments: number;
  readonly at: string;
  readonly deliveryState: DeliveryState | null;
  readonly about?: "reaction";
};

/** How a conversation stood before a change of status or a reply; dates as ISO 8601. */
export type StatusBefore = {
  readonly status: ConversationStatus;
  readonly assigneeId: UserId | null;
  readonly queueAt: string;
  readonly waitingSince: string | null;
  readonly boomerang: { readonly at: string; readonly note: string; readonly by: UserId | null } | null;
};
/** Good while the conversation is in the status it was brought to at `since`, for the person who did it. */
export type StatusUndo = StatusBefore & { readonly userId: UserId; readonly since: string };
/** A reply's way back. `since`: when the status it led to began, null when it changed none; `seq`: the reply's own. */
export type ReplyBefore = StatusBefore & {
  readonly since: string | null;
  readonly seq: number;
  readonly assigned: boolean;
};

/** The virtual agent that has a conversation. `from`: the agent who gave it, to whom it may go back. */
export type Holder = {
  readonly id: VirtualAgentId;
  readonly kind: VirtualAgentKind;
  readonly name: string;
  readonly handOff: HandOff;
  readonly from: UserId | null;
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
  /** A person placed it there: rules leave it. */
  team_by_hand: Generated<boolean>;
  /** Since when it has its team. */
  routed_at: Date | null;
  /** Sort key of New, highest first. */
  priority: Generated<number>;
  lock_user_id: UserId | null;
  lock_at: Date | null;
  version: Generated<number>;
  last_seq: Generated<number>;
  last_inbound_at: Date | null;
  /** Until then the platform takes replies; null: it has no such time, or the contact has never written. */
  window_ends_at: Date | null;
  last_message: Json<LastMessage | null>;
  subject: string | null;
  topic_ids: Generated<TopicId[]>;
  tag_ids: Generated<TagId[]>;
  created_at: Date;
  status_since: Generated<Date>;
  arrived_at: Generated<Date>;
  boomerang_at: Date | null;
  boomerang_note: string | null;
  /** Null with a moment: the system's. */
  boomerang_by: UserId | null;
  auto_resolve: ColumnType<AutoResolve, string | undefined, string>;
  resolve_at: Date | null;
  resolution_reason_id: ResolutionReasonId | null;
  resolution_comment: string | null;
  undo: Json<StatusUndo | null>;
  /** The answer that is owed under a policy. */
  sla: Json<SlaMark | null>;
  /** When that is due; null: none is, or never. */
  sla_due_at: Date | null;
  sla_breached_at: Date | null;
  /** Null: people work on it. Else it is in New, and in no queue. */
  holder: Json<Holder | null>;
};

export type MessagesTable = {
  organization_id: OrganizationId;
  id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  seq: number;
  order_key: number;
  kind: "inbound" | "outbound" | "comment";
  author_type: "contact" | "user" | "virtual_agent" | "system" | "app";
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
  tag_ids: TagId[] | null;
  withdrawn_at: Date | null;
  short_code: string | null;
  masked_at: Date | null;
  /** Of a comment the private reply to it, of that the comment. */
  linked_id: MessageId | null;
  template: Json<TemplateUse | null>;
  /** By whom (as the platform names them) → since when (epoch milliseconds), which emoji. */
  reactions: ColumnType<Record<string, { at: number; emoji: string[] }>, string | undefined, string>;
  hidden_at: Date | null;
  hidden_changed_at: Date | null;
  liked_at: Date | null;
  reposted_at: Date | null;
  /** Who had it deleted on its platform. */
  removal: Json<Actor | null>;
  delivery_id: DeliveryId | null;
  /** As its platform told, of what went out. */
  delivered_at: Date | null;
  read_at: Date | null;
  /** When the attempt began in which it left. */
  left_at: Date | null;
};

export type MessageHtmlTable = { organization_id: OrganizationId; message_id: MessageId; html: string };
/** What is told of people who have not written yet. */
export type EarlyProfilesTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  external_id: string;
  key: string;
  told: Json<{ name?: string; handle?: string; attributes?: Record<string, string> }>;
  at: Date;
  created_at: Generated<Date>;
};
/** Until when somebody has what we sent, told before all of it had ended. */
export type ToldUpToTable = {
  organization_id: OrganizationId;
  identity_id: IdentityId;
  state: "delivered" | "read";
  up_to: Date;
};
/** Of messages that left in several calls: the ids of those by which they are not named. */
export type SentPiecesTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  external_id: string;
  message_id: MessageId;
};
export type EarlyNewsTable = {
  organization_id: OrganizationId;
  channel_id: ChannelId;
  external_id: string;
  /** `edited`, `deleted`, `delivery`, `hidden`, or `reacted` with a hash of by whom. */
  kind: string;
  data: Json<Record<string, unknown>>;
  at: Date;
};

/** What a platform has to be asked about: who wrote (`identity_id`), the post above a conversation. */
export type LookupsTable = {
  organization_id: OrganizationId;
  id: string;
  channel_id: ChannelId;
  kind: "profile" | "post";
  key: string;
  identity_id: IdentityId | null;
  conversation_id: ConversationId | null;
  attempts: Generated<number>;
  next_attempt_at: Date;
};

export type ConversationPostsTable = {
  organization_id: OrganizationId;
  conversation_id: ConversationId;
  text: string;
  url: string | null;
  dark: boolean;
  image_ref: string | null;
  image_id: AttachmentId | null;
};

export type AttachmentsTable = {
  organization_id: OrganizationId;
  id: AttachmentId;
  message_id: MessageId | null;
  /** `user:<id>` or `visitor:<external id>` while it waits in a composer, `scheduled:<id>` in a reply that leaves later. */
  uploaded_by: string | null;
  channel_id: ChannelId | null;
  position: Generated<number>;
  kind: "image" | "video" | "audio" | "file";
  name: string;
  type: string;
  inline: Generated<boolean>;
  size: string | null;
  content_id: string | null;
  state: "pending" | "stored" | "failed" | "expired" | "discarded";
  file: string | null;
  source: Json<{ ref: string; deliveryId: string; mark?: string; expiresAt?: number } | null>;
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  failure: string | null;
  created_at: Date;
  /** The picture of a post, on the message that brought it. */
  of_post: Generated<boolean>;
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
/** A reply that leaves at a moment of its author's choice. */
export type ScheduledMessagesTable = {
  organization_id: OrganizationId;
  id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  identity_id: IdentityId;
  author_id: UserId;
  author_name: string;
  text: string;
  reply_to_id: MessageId | null;
  attachment_ids: AttachmentId[];
  due_at: Date;
  after_seq: number;
  state: Generated<"waiting" | "stopped">;
  stopped: Json<{ cause: ScheduleStop; code: string | null; byName: string | null } | null>;
  created_at: Date;
};
export type ReadMarksTable = {
  organization_id: OrganizationId;
  conversation_id: ConversationId;
  user_id: UserId;
  seq: number;
  /** Marked unread by hand, from this entry on. */
  unread_from: number | null;
  unread_turn: Generated<number>;
};
export type ContactReadMarksTable = { organization_id: OrganizationId; identity_id: IdentityId; order_key: number };

/** Whoever signed out, until their work is given back or they are there again. */
export type SignOutsTable = { organization_id: OrganizationId; user_id: UserId; signed_out_at: Date; due_at: Date };
