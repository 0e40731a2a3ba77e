import { z } from "zod";
import {
  attachmentId,
  channelId,
  contactId,
  conversationId,
  eventId,
  identityId,
  instant,
  messageId,
  teamId,
  topicId,
  userId,
} from "./ids.ts";
import { platform } from "./platforms.ts";
import { conversationAbility } from "./roles.ts";

export const conversationStatus = z.enum(["new", "pending", "resolved"]);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const visibility = z.enum(["public", "private"]);
export type Visibility = z.infer<typeof visibility>;

/**
 * Where an outbound message is. `queued` waits for its turn or a retry, `sending` is on its way, `uncertain`: it may have
 * been sent, nobody knows yet (never repeated blindly), `discarded`: a person gave it up.
 */
export const deliveryState = z.enum([
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "uncertain",
  "discarded",
]);
export type DeliveryState = z.infer<typeof deliveryState>;

export const deliveryErrorKind = z.enum([
  "retryable",
  "rate_limited",
  "window_closed",
  "recipient_unavailable",
  "auth_expired",
  "permission",
  "invalid_content",
  "too_large",
  "duplicate",
  "not_supported",
  "outcome_unknown",
  "policy",
  "deadline_passed",
]);
export type DeliveryErrorKind = z.infer<typeof deliveryErrorKind>;

export const attachmentState = z.enum(["pending", "stored", "failed"]);
export const attachmentView = z.object({
  id: attachmentId,
  name: z.string(),
  type: z.string(),
  /** Bytes; null until known. */
  size: z.number().int().nullable(),
  state: attachmentState,
  /** May the browser show it in place (an image, a sound, a film)? Decided by content, never by name. */
  inline: z.boolean(),
  /** Content-ID of an image inside an HTML mail, without brackets. */
  contentId: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

const author = z.discriminatedUnion("type", [
  z.object({ type: z.literal("contact"), name: z.string() }),
  z.object({ type: z.literal("user"), id: userId, name: z.string() }),
  z.object({ type: z.literal("system"), name: z.string() }),
]);

export const messageView = z.object({
  type: z.literal("message"),
  id: messageId,
  conversationId,
  /** Gap-free number in the conversation. */
  seq: z.number().int(),
  /** Where it stands in the thread; equal for all readers. Sort by it, then by seq. */
  orderKey: z.number(),
  kind: z.enum(["inbound", "outbound", "comment"]),
  author,
  text: z.string(),
  /** Does an HTML form exist? Fetched apart, shown only in a sandboxed frame. */
  hasHtml: z.boolean(),
  subject: z.string().nullable(),
  replyTo: z.object({ id: messageId, excerpt: z.string() }).nullable(),
  attachments: z.array(attachmentView),
  mentions: z.array(userId),
  at: instant,
  edited: z.boolean(),
  deleted: z.boolean(),
  /** Outbound only. */
  delivery: z
    .object({
      state: deliveryState,
      error: z.object({ kind: deliveryErrorKind, message: z.string() }).nullable(),
      attempts: z.number().int(),
      canRetry: z.boolean(),
      canDiscard: z.boolean(),
    })
    .nullable(),
  /** Sent by a machine on the contact's side (out of office, mailing list). */
  automatic: z.boolean(),
});
export type MessageView = z.infer<typeof messageView>;

export const auditAction = z.enum([
  "opened",
  "resolved",
  "pending",
  "back_to_new",
  "assigned",
  "auto_assigned",
  "unassigned",
  "assignment_removed",
  "lock_stolen",
  "topic_added",
  "topic_removed",
  "message_discarded",
  "message_retried",
]);
export type AuditAction = z.infer<typeof auditAction>;

/** One line of the audit trail; the browser words it. */
export const auditView = z.object({
  type: z.literal("audit"),
  id: eventId,
  conversationId,
  seq: z.number().int(),
  orderKey: z.number(),
  action: auditAction,
  actor: author,
  at: instant,
  subject: z.object({
    userName: z.string().optional(),
    topicName: z.string().optional(),
    reason: z.string().optional(),
  }),
});
export type AuditView = z.infer<typeof auditView>;

export const threadEntry = z.discriminatedUnion("type", [messageView, auditView]);
export type ThreadEntry = z.infer<typeof threadEntry>;

export const person = z.object({ id: userId, name: z.string() });

/** One row of the queue: everything the list shows. The same object arrives by list, bootstrap and live feed. */
export const conversationRow = z.object({
  id: conversationId,
  version: z.number().int(),
  channelId,
  platform,
  visibility,
  status: conversationStatus,
  /** Sort key of the queue: New = waiting since, Pending and Resolved = since when. */
  queueAt: instant,
  /** Earliest unanswered message of the contact; null when nobody waits. */
  waitingSince: instant.nullable(),
  contact: z.object({ id: contactId, identityId, name: z.string(), handle: z.string().nullable() }),
  assignee: person.nullable(),
  teamId: teamId.nullable(),
  lock: person.nullable(),
  subject: z.string().nullable(),
  lastMessage: z
    .object({
      kind: z.enum(["inbound", "outbound", "comment"]),
      text: z.string(),
      authorName: z.string(),
      attachments: z.number().int(),
      at: instant,
      deliveryState: deliveryState.nullable(),
    })
    .nullable(),
  lastSeq: z.number().int(),
  topicIds: z.array(topicId),
  abilities: z.array(conversationAbility),
});
export type ConversationRow = z.infer<typeof conversationRow>;

export const conversationView = z.object({
  conversation: conversationRow,
  /** Newest entries of this conversation and, above them, of the contact's earlier ones (same identity and visibility). */
  entries: z.array(threadEntry),
  /** Ask for older entries with this cursor; null when there are none. */
  before: z.string().nullable(),
  /** The last seq this user has seen; the unread mark stands after it. Null: never opened. */
  readSeq: z.number().int().nullable(),
  draft: z
    .object({
      text: z.string(),
      kind: z.enum(["reply", "comment"]),
      replyToId: messageId.nullable(),
      attachments: z.array(attachmentView),
      at: instant,
    })
    .nullable(),
});
export type ConversationView = z.infer<typeof conversationView>;

export const assignedTo = z.union([
  z.literal("unassigned"),
  z.literal("me"),
  z.literal("anyone"),
  z.literal("others"),
  userId,
]);

export const listConversationsQuery = z.object({
  status: conversationStatus,
  /** Comma list of channel ids; absent: every channel one may see. */
  channels: z.string().max(8000).optional(),
  /** Comma list of `unassigned`, `me`, `others` and user ids; absent: anyone. New and Pending only. */
  assignedTo: z.string().max(4000).optional(),
  sort: z.enum(["oldest", "newest"]).default("oldest"),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const listConversationsAnswer = z.object({
  items: z.array(conversationRow),
  next: z.string().nullable(),
  /** Conversation id → last seq this user has seen; absent: never opened. A row with a higher lastSeq is unread. */
  readSeqs: z.record(z.string(), z.number().int()),
});

export const queueCounts = z.object({
  channels: z.array(z.object({ channelId, new: z.number().int(), pending: z.number().int() })),
});
export type QueueCounts = z.infer<typeof queueCounts>;

export const setStatusBody = z.strictObject({ status: conversationStatus, reason: z.string().max(100).optional() });
export const setAssigneeBody = z.strictObject({ userId: userId.nullable(), version: z.number().int().optional() });
export const openBody = z.strictObject({ steal: z.boolean().default(false) });
export const openAnswer = z.object({ conversation: conversationRow, gotLock: z.boolean() });

/** `id` is made by the browser: a repeat of the same id is the same message (I11). */
export const sendMessageBody = z.strictObject({
  id: messageId,
  kind: z.enum(["reply", "comment"]),
  text: z.string().max(100_000),
  attachmentIds: z.array(attachmentId).max(20).default([]),
  replyToId: messageId.nullable().default(null),
  mentions: z.array(userId).max(50).default([]),
  /** What becomes of the conversation; `preference` follows the organization's after-reply setting. */
  afterwards: z.enum(["preference", "stay", "pending", "resolved"]).default("preference"),
});
export type SendMessageBody = z.infer<typeof sendMessageBody>;
export const sendMessageAnswer = z.object({ message: messageView, conversation: conversationRow });

export const putDraftBody = z.strictObject({
  text: z.string().max(100_000),
  kind: z.enum(["reply", "comment"]),
  replyToId: messageId.nullable(),
  attachmentIds: z.array(attachmentId).max(20),
});
