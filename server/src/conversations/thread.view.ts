import {
  type Actor,
  type AttachmentView,
  type AuditAction,
  type AuditView,
  type ConversationId,
  type ConversationStatus,
  type EventId,
  type MessageView,
  type ScheduleChange,
  scheduleStop,
  type TagId,
  type UserId,
} from "@guichet/contract";
import { type Attachment, excerpt, type Message } from "./conversation.ts";

/** A message as the thread reads it: with what hangs on it. */
export type MessageRow = Pick<
  Message,
  | "id"
  | "conversation_id"
  | "seq"
  | "order_key"
  | "kind"
  | "author_type"
  | "author_id"
  | "author_name"
  | "text"
  | "has_html"
  | "subject"
  | "reply_to_id"
  | "mentions"
  | "delivery_state"
  | "delivery_error"
  | "automatic"
  | "short_code"
> & {
  at: Date;
  edited: boolean;
  deleted: boolean;
  withdrawn: boolean;
  masked: boolean;
  attachments: AttachmentView[] | null;
  /** The text it replies to, where that is known. */
  quote: string | null;
  /** Those that are not deleted (W107). */
  tag_ids: TagId[] | null;
  linked: MessageView["linked"];
  template: MessageView["template"];
  /** Its place in the outbox; null: it is not on its way. Times as JSON has them. */
  sending: { attempts: number; state: string; held_until: string | null } | null;
};

/** A message as the contract promises it. */
export function toMessageView(message: MessageRow): MessageView {
  return {
    type: "message",
    id: message.id,
    conversationId: message.conversation_id,
    seq: message.seq,
    orderKey: message.order_key,
    kind: message.kind,
    author: authorOf(message),
    text: message.text,
    hasHtml: message.has_html,
    subject: message.subject,
    replyTo: message.reply_to_id === null ? null : { id: message.reply_to_id, excerpt: excerpt(message.quote ?? "") },
    attachments: message.attachments ?? [],
    mentions: message.mentions ?? [],
    at: message.at.toISOString(),
    edited: message.edited,
    deleted: message.deleted,
    delivery: deliveryOf(message),
    automatic: message.automatic,
    tagIds: message.tag_ids ?? [],
    withdrawn: message.withdrawn,
    shortCode: message.short_code,
    masked: message.masked,
    linked: message.linked,
    template: message.template,
  };
}

function authorOf(message: MessageRow): MessageView["author"] {
  switch (message.author_type) {
    case "contact":
      return { type: "contact", name: message.author_name };
    case "user":
      // Users' ids are written by send-message alone.
      return { type: "user", id: message.author_id as UserId, name: message.author_name };
    case "app":
    case "system":
      return { type: "system", name: message.author_name };
  }
}

function deliveryOf(message: MessageRow): MessageView["delivery"] {
  const { sending } = message;
  if (message.delivery_state === null) return null;
  const stuck = message.delivery_state === "failed" || message.delivery_state === "uncertain";
  return {
    state: message.delivery_state,
    error:
      message.delivery_error === null
        ? null
        : { kind: message.delivery_error.kind, message: message.delivery_error.message },
    attempts: sending?.attempts ?? 0,
    canRetry: stuck && sending !== null,
    canDiscard: stuck && sending !== null,
    heldUntil:
      sending?.state === "ready" && sending.attempts === 0 && sending.held_until !== null
        ? new Date(sending.held_until).toISOString()
        : null,
  };
}

export function toAttachmentView(attachment: Attachment): AttachmentView {
  return {
    id: attachment.id,
    name: attachment.name,
    type: attachment.type,
    size: attachment.size === null ? null : Number(attachment.size),
    state: attachment.state,
    inline: attachment.inline,
    contentId: attachment.content_id,
  };
}

/** A line of the audit trail as it lies in the event log, with names joined. */
export type AuditRow = {
  id: EventId;
  type: string;
  conversation_id: ConversationId;
  seq: number;
  actor: Actor;
  data: {
    status?: ConversationStatus;
    assigneeId?: UserId | null;
    before?: unknown;
    reason?: string | null;
    cause?: string;
    stolenFrom?: UserId | null;
    comment?: string | null;
    note?: string;
    side?: "older" | "newer" | "public" | "private";
    muted?: boolean;
    vip?: boolean;
    group?: string | null;
    /** Of a message that a person gave up, or tried to send again. */
    state?: string;
    boomerang?: { note: string } | null;
    /** Of a scheduled reply. */
    change?: ScheduleChange;
    /** When a boomerang comes back, a scheduled reply leaves. */
    at?: string;
  };
  at: Date;
  actor_name: string | null;
  subject_name: string | null;
  topic_name: string | null;
};

export function toAuditView(row: AuditRow): AuditView {
  return {
    type: "audit",
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    orderKey: row.seq,
    action: actionOf(row),
    actor: actorOf(row),
    at: row.at.toISOString(),
    subject: {
      ...(row.subject_name === null ? {} : { userName: row.subject_name }),
      ...(row.topic_name === null ? {} : { topicName: row.topic_name }),
      ...(row.data.reason == null ? {} : { reason: row.data.reason }),
      ...(row.data.comment == null ? {} : { comment: row.data.comment }),
      ...noteOf(row),
      ...(row.data.group == null ? {} : { groupName: row.data.group }),
      ...(row.type === "schedule.changed" && row.data.change === "stopped"
        ? { stop: scheduleStop.parse(row.data.cause) }
        : {}),
      ...((row.type === "boomerang.set" || row.type === "schedule.changed") && row.data.at !== undefined
        ? { dueAt: row.data.at }
        : {}),
    },
  };
}

function noteOf({ data }: AuditRow): { note?: string } {
  const note = data.note ?? data.boomerang?.note ?? "";
  return note === "" ? {} : { note };
}

function actorOf(row: AuditRow): AuditView["actor"] {
  if (row.actor.type === "user") return { type: "user", id: row.actor.id, name: row.actor_name ?? "" };
  return row.actor.type === "contact" ? { type: "contact", name: "" } : { type: "system", name: row.actor.name };
}

function actionOf(row: AuditRow): AuditAction {
  switch (row.type) {
    case "conversation.status_changed":
      if (row.data.cause === "boomerang") return "boomerang_returned";
      if (row.data.cause === "muted_contact") return "resolved_muted_contact";
      if (row.data.cause === "muted_post") return "resolved_muted_post";
      if (row.data.cause === "bulk") return "bulk_resolved";
      return row.data.status === "resolved" ? "resolved" : row.data.status === "pending" ? "pending" : "back_to_new";
    case "conversation.created":
      return "started";
    case "conversation.assigned":
      if (row.data.cause === "access_lost" || row.data.cause === "deactivated") return "assignment_removed";
      if (row.data.cause === "signed_out") return "assignment_signed_out";
      if (row.data.assigneeId == null) return "unassigned";
      return row.data.cause === "first_reply" ? "auto_assigned" : "assigned";
    case "conversation.locked":
      return "lock_stolen";
    case "boomerang.set":
      return "boomerang_set";
    case "boomerang.cancelled":
      return "boomerang_cancelled";
    case "boomerang.woke_newer":
      return row.data.side === "older" ? "boomerang_woke_newer" : "boomerang_woken";
    case "contact.muted":
      return row.data.muted === true ? "contact_muted" : "contact_unmuted";
    case "post.muted":
      return row.data.muted === true ? "post_muted" : "post_unmuted";
    case "contact.vip_marked":
      if (row.data.cause === "group") return row.data.vip === true ? "vip_by_group" : "vip_group_left";
      return row.data.vip === true ? "vip_marked" : "vip_unmarked";
    case "message.changed":
      return row.actor.type === "contact" ? "message_deleted" : "reply_deleted";
    case "message.withdrawn":
      return "message_withdrawn";
    case "message.answered_in_private":
      return row.data.side === "public" ? "answered_in_private" : "answers_comment";
    case "message.masked":
      return "message_masked";
    case "schedule.changed":
      return row.data.cause === "contact_wrote" ? "schedule_contact_wrote" : `schedule_${row.data.change ?? "stopped"}`;
    case "topic.added":
      return "topic_added";
    case "topic.removed":
      return "topic_removed";
    default:
      return row.data.state === "queued" ? "message_retried" : "message_discarded";
  }
}
