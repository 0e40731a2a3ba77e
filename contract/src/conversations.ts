import { z } from "zod";
import { attachmentView } from "./attachments.ts";
import { deliveryErrorKind, deliveryState } from "./delivery.ts";
import { embeddedPost } from "./embedded-post.ts";
import {
  channelId,
  contactGroupId,
  contactId,
  conversationId,
  eventId,
  identityId,
  instant,
  messageId,
  tagId,
  teamId,
  topicId,
  userId,
  virtualAgentId,
} from "./ids.ts";
import { platform } from "./platforms.ts";
import { conversationAbility } from "./roles.ts";
import { scheduledView, scheduleStop } from "./scheduling.ts";
import { slaMark } from "./sla.ts";
import { boomerangView, person } from "./time.ts";
import { unreadMark } from "./unread.ts";

export { type AttachmentView, attachmentState, attachmentView } from "./attachments.ts";

export const conversationStatus = z.enum(["new", "pending", "resolved"]);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const visibility = z.enum(["public", "private"]);
export type Visibility = z.infer<typeof visibility>;

const author = z.discriminatedUnion("type", [
  z.object({ type: z.literal("contact"), name: z.string() }),
  z.object({ type: z.literal("user"), id: userId, name: z.string() }),
  z.object({ type: z.literal("automation"), name: z.string() }),
  z.object({ type: z.literal("virtual_agent"), name: z.string() }),
  z.object({ type: z.literal("app"), name: z.string() }),
  z.object({ type: z.literal("system"), name: z.string() }),
]);

export const messageAbout = z.enum(["story_reply", "story_mention", "reaction"]);

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
  /** Of a comment that everybody reads: the brand hid it, so that its author and their friends alone see it. */
  hidden: z.boolean(),
  /** The brand's page likes it. */
  liked: z.boolean(),
  /** The brand has passed it on to its own readers. */
  reposted: z.boolean(),
  /** It was deleted on the platform by somebody of the brand. */
  removed: z.boolean(),
  /** What people have put under it on the platform, the most frequent first. */
  reactions: z.array(z.object({ emoji: z.string(), count: z.number().int() })),
  /** Outbound only. */
  delivery: z
    .object({
      state: deliveryState,
      error: z.object({ kind: deliveryErrorKind, message: z.string() }).nullable(),
      attempts: z.number().int(),
      canRetry: z.boolean(),
      /** Also of what waits to be sent; while an attempt is under way it is refused as too late. */
      canDiscard: z.boolean(),
      /** Held back until then, so that its author can take it back (undo); null: on its way, or gone. */
      heldUntil: instant.nullable(),
    })
    .nullable(),
  /** Sent by a machine on the contact's side (out of office, mailing list). */
  automatic: z.boolean(),
  /** In the order they were added; deleted tags are left out. */
  tagIds: z.array(tagId),
  /** Its author took it back before it left: what it said is gone, and the thread does not show it. */
  withdrawn: z.boolean(),
  /** What was put behind its author's words (the short code, with the space before it); null: nothing. */
  shortCode: z.string().nullable(),
  /** A Supervisor masked it: its text is asterisks, for good. */
  masked: z.boolean(),
  /** Of a comment: the private reply to it. Of a private reply: the comment that it answers. */
  linked: z.object({ conversationId, messageId }).nullable(),
  /** The template that it was; null: free text. */
  template: z.object({ name: z.string(), language: z.string() }).nullable(),
  /** What it is about: a story of the brand's that it answers, or of the contact's that names the brand. */
  // A reaction is no message but something that happened; its text is what was put under `replyTo`.
  about: messageAbout.nullable(),
});
export type MessageView = z.infer<typeof messageView>;

export const auditAction = z.enum([
  "started",
  "resolved",
  "bulk_resolved",
  "pending",
  "back_to_new",
  "assigned",
  "auto_assigned",
  "assignment_given",
  "unassigned",
  "assignment_removed",
  "assignment_signed_out",
  "assignment_rerouted",
  "assignment_sla",
  "agent_assigned",
  "agent_delegated",
  "agent_handed_over",
  "agent_let_go",
  "agent_taken_over",
  "routed",
  "routed_by_hand",
  "routed_to_none",
  "lock_stolen",
  "topic_added",
  "topic_removed",
  "message_discarded",
  "message_retried",
  "message_withdrawn",
  "message_masked",
  "message_deleted",
  "reply_deleted",
  "comment_liked",
  "comment_unliked",
  "comment_reposted",
  "comment_unreposted",
  "comment_hidden",
  "comment_unhidden",
  "comment_removed",
  "answered_in_private",
  "answers_comment",
  "boomerang_set",
  "boomerang_cancelled",
  "boomerang_returned",
  "boomerang_woke_newer",
  "boomerang_woken",
  "contact_muted",
  "contact_unmuted",
  "contact_opted_out",
  "contact_opted_in",
  "contact_blocked_account",
  "contact_unblocked_account",
  "vip_marked",
  "vip_unmarked",
  "vip_by_group",
  "vip_group_left",
  "post_muted",
  "post_unmuted",
  "resolved_muted_contact",
  "resolved_muted_post",
  "schedule_set",
  "schedule_moved",
  "schedule_sent",
  "schedule_cancelled",
  "schedule_contact_wrote",
  "schedule_stopped",
  "schedule_dropped",
  "schedule_taken_back",
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
    teamName: z.string().optional(),
    /** The virtual agent, as it was called then. */
    agentName: z.string().optional(),
    reason: z.string().optional(),
    /** Why it was routed: the skill sets that led it there, or that it was for a default fallback team. */
    skillSets: z.array(z.string()).optional(),
    fallback: z.boolean().optional(),
    comment: z.string().optional(),
    /** Of a boomerang; `dueAt` of a scheduled reply, too. */
    note: z.string().optional(),
    dueAt: instant.optional(),
    /** The contact group that gave or took the mark of a VIP, as it was called then. */
    groupName: z.string().optional(),
    /** Why a scheduled reply was stopped. */
    stop: scheduleStop.optional(),
  }),
});
export type AuditView = z.infer<typeof auditView>;

export const threadEntry = z.discriminatedUnion("type", [messageView, auditView]);
export type ThreadEntry = z.infer<typeof threadEntry>;

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
  /** The contact's last message; null: has never written. */
  lastInboundAt: instant.nullable(),
  /** Until then the platform takes replies, as of that message; null: there is no such time, or the contact has never written. */
  windowEndsAt: instant.nullable(),
  contact: z.object({
    id: contactId,
    identityId,
    name: z.string(),
    handle: z.string().nullable(),
    vip: z.boolean(),
    groupIds: z.array(contactGroupId),
    /** The address of their picture; null: there is none. */
    photo: z.string().nullable(),
    /** Since when the contact does not want to be written to on this channel; null: there is no such wish. */
    optedOutAt: instant.nullable(),
  }),
  assignee: person.nullable(),
  teamId: teamId.nullable(),
  /** Of New: how many prioritized topics, contact groups, and channels with their type fit (analytics, 7). */
  priority: z.number().int(),
  lock: person.nullable(),
  /** The virtual agent that has it: it stands in no queue, and nobody else has its lock. Null: people work on it. */
  holder: z.object({ id: virtualAgentId, name: z.string() }).nullable(),
  subject: z.string().nullable(),
  lastMessage: z
    .object({
      kind: z.enum(["inbound", "outbound", "comment"]),
      text: z.string(),
      authorName: z.string(),
      attachments: z.number().int(),
      at: instant,
      deliveryState: deliveryState.nullable(),
      /** Nothing was written: the contact reacted, and the text is with what. */
      about: z.literal("reaction").optional(),
    })
    .nullable(),
  lastSeq: z.number().int(),
  /** In the order they were added. A deleted topic stays until somebody takes it off. */
  topicIds: z.array(topicId),
  /** Tags that at least one of its messages has. */
  tagIds: z.array(tagId),
  /** Comes back to New by itself at this moment. */
  boomerang: boomerangView.nullable(),
  /** The answer that is owed under an SLA policy; null: none. */
  sla: slaMark.nullable(),
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
  /** Null: this user never marked it unread by hand. */
  unreadMark: unreadMark.nullable(),
  draft: z
    .object({
      text: z.string(),
      kind: z.enum(["reply", "comment"]),
      replyToId: messageId.nullable(),
      attachments: z.array(attachmentView),
      at: instant,
    })
    .nullable(),
  /** Replies that leave later, or were to; the next to leave first. */
  scheduled: z.array(scheduledView),
  /** What everybody reads it under; null: private, or nobody told. */
  post: embeddedPost.nullable(),
});
export type ConversationView = z.infer<typeof conversationView>;
