import type {
  Actor,
  AttachmentView,
  AuditAction,
  AuditView,
  ConversationId,
  ConversationStatus,
  EventId,
  MessageView,
  UserId,
} from "@guichet/contract";
import { type Attachment, excerpt, type Message } from "./conversation.ts";

export type MessageParts = {
  attachments: AttachmentView[];
  quote: string | undefined;
  outbox: { attempts: number; state: string } | undefined;
};

/** A message as the contract promises it. */
export function toMessageView(message: Message, parts: MessageParts): MessageView {
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
    replyTo: message.reply_to_id === null ? null : { id: message.reply_to_id, excerpt: excerpt(parts.quote ?? "") },
    attachments: parts.attachments,
    mentions: message.mentions ?? [],
    at: (message.kind === "inbound" ? message.sent_at : message.created_at).toISOString(),
    edited: message.edited_at !== null,
    deleted: message.deleted_at !== null,
    delivery: deliveryOf(message, parts.outbox),
    automatic: message.automatic,
  };
}

function authorOf(message: Message): MessageView["author"] {
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

function deliveryOf(
  message: Message,
  outbox: { attempts: number; state: string } | undefined,
): MessageView["delivery"] {
  if (message.delivery_state === null) return null;
  const stuck = message.delivery_state === "failed" || message.delivery_state === "uncertain";
  return {
    state: message.delivery_state,
    error:
      message.delivery_error === null
        ? null
        : { kind: message.delivery_error.kind, message: message.delivery_error.message },
    attempts: outbox?.attempts ?? 0,
    canRetry: stuck && outbox !== undefined,
    canDiscard: stuck && outbox !== undefined,
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
  seq: number;
  actor: Actor;
  data: {
    status?: ConversationStatus;
    assigneeId?: UserId | null;
    before?: unknown;
    reason?: string | null;
    cause?: string;
    stolenFrom?: UserId | null;
  };
  at: Date;
  actor_name: string | null;
  subject_name: string | null;
  topic_name: string | null;
};

export function toAuditView(row: AuditRow, conversationId: ConversationId): AuditView {
  return {
    type: "audit",
    id: row.id,
    conversationId,
    seq: row.seq,
    orderKey: row.seq,
    action: actionOf(row),
    actor: actorOf(row),
    at: row.at.toISOString(),
    subject: {
      ...(row.subject_name === null ? {} : { userName: row.subject_name }),
      ...(row.topic_name === null ? {} : { topicName: row.topic_name }),
      ...(row.data.reason == null ? {} : { reason: row.data.reason }),
    },
  };
}

function actorOf(row: AuditRow): AuditView["actor"] {
  if (row.actor.type === "user") return { type: "user", id: row.actor.id, name: row.actor_name ?? "" };
  return row.actor.type === "contact" ? { type: "contact", name: "" } : { type: "system", name: row.actor.name };
}

function actionOf(row: AuditRow): AuditAction {
  switch (row.type) {
    case "conversation.status_changed":
      return row.data.status === "resolved" ? "resolved" : row.data.status === "pending" ? "pending" : "back_to_new";
    case "conversation.assigned":
      if (row.data.cause === "access_lost" || row.data.cause === "deactivated") return "assignment_removed";
      if (row.data.assigneeId == null) return "unassigned";
      return row.data.cause === "first_reply" ? "auto_assigned" : "assigned";
    case "conversation.locked":
      return "lock_stolen";
    case "topic.added":
      return "topic_added";
    case "topic.removed":
      return "topic_removed";
    default:
      return "message_discarded";
  }
}
