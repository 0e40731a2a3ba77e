import { z } from "zod";
import { conversationRow, conversationStatus, visibility } from "./conversations.ts";
import { channelId, conversationId, instant, userId } from "./ids.ts";
import { unreadMark } from "./unread.ts";

export const assignedTo = z.union([
  z.literal("unassigned"),
  z.literal("me"),
  z.literal("anyone"),
  z.literal("others"),
  userId,
]);

/** The time spans one may ask for, longest last: quarter of an hour, hour, four hours, day. */
export const WAITING_SPANS = ["15m", "1h", "4h", "1d"] as const;
export const waitingSpan = z.enum(WAITING_SPANS);
export type WaitingSpan = z.infer<typeof waitingSpan>;

/** Of the platform's time for replies: it runs; it ends within `REPLY_WINDOW_TOLD_MS`; it is over. */
export const WINDOW_STATES = ["open", "closing", "closed"] as const;
export const windowState = z.enum(WINDOW_STATES);
export type WindowState = z.infer<typeof windowState>;

/**
 * Of those alone that concern the person: where they were mentioned in the last 30 days and have not read it since, where they
 * have a draft, or whatever comes back by a boomerang.
 */
export const QUEUE_ONLY = ["mentions", "drafts", "boomerang"] as const;
export const queueOnly = z.enum(QUEUE_ONLY);
export type QueueOnly = z.infer<typeof queueOnly>;

/**
 * What the queue is narrowed to: the one description, for the list, its counts, saved views and work on a whole view. Kinds
 * are joined by "and", what stands in one comma list by "or". Ids of what is gone, or of others, fit nothing.
 */
export const queueFilterQuery = z.object({
  /** Comma list of channel ids; absent: every channel one may see. */
  channels: z.string().max(8000).optional(),
  /** Comma list of `unassigned`, `me`, `others` and user ids; absent: anyone. New and Pending only. */
  assignedTo: z.string().max(4000).optional(),
  /** Comma list of team ids and `none` for conversations without a team. */
  teams: z.string().max(8000).optional(),
  /** Comma list of topic ids: conversations with at least one of them. */
  topics: z.string().max(4000).optional(),
  /** Comma list of tag ids: conversations with a message that has at least one of them. */
  tags: z.string().max(4000).optional(),
  /** Comma list of contact groups; a contact of any of them. */
  groups: z.string().max(8000).optional(),
  /** Only contacts who are VIP. */
  vip: z.literal("yes").optional(),
  /** The conversation type: public or private. */
  visibility: visibility.optional(),
  /** New: the contact has been waiting for longer. Pending: it has been Pending for longer. Means nothing for Resolved. */
  waiting: waitingSpan.optional(),
  /** Only what has a reply window, in this state; `open` has what is closing in it. New and Pending only. */
  window: windowState.optional(),
  /** Only these. */
  only: queueOnly.optional(),
});
export type QueueFilterQuery = z.infer<typeof queueFilterQuery>;

/** The order that a team may give New: by priority (the highest first, then the oldest), or by time alone. */
export const teamOrder = z.enum(["priority", "oldest", "newest"]);
export type TeamOrder = z.infer<typeof teamOrder>;
/**
 * The order of a queue. `window`: what may be answered for the shortest time first; `sla`: the answer that is due next first;
 * what is late leads both, what has neither comes last, the oldest first. Pending has no priority, Resolved has only times: what
 * means nothing is `oldest` there.
 */
export const queueSort = z.enum([...teamOrder.options, "window", "sla"]);
export type QueueOrder = z.infer<typeof queueSort>;
export const listConversationsQuery = queueFilterQuery.extend({
  status: conversationStatus,
  sort: queueSort.default("oldest"),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const listConversationsAnswer = z.object({
  /** May be fewer than asked for, even none, although there are more: a filter that fits little is looked for in steps. */
  items: z.array(conversationRow),
  /** Goes on from here; null: this was the end. */
  next: z.string().nullable(),
  /** How far was looked, in the order of the list; null: to its end. */
  lookedTo: z
    .object({
      ...{ queueAt: instant, id: conversationId, priority: z.number().int() },
      /** What `window` and `sla` compare; null: neither, or another order. */
      due: instant.nullable(),
    })
    .nullable(),
  /** Conversation id → last seq this user has seen; absent: never opened. A row with a higher lastSeq is unread. */
  readSeqs: z.record(z.string(), z.number().int()),
  /** Conversation id → what this user has marked unread by hand, or had. */
  unreadMarks: z.record(z.string(), unreadMark),
});

export const queueCounts = z.object({
  channels: z.array(z.object({ channelId, new: z.number().int(), pending: z.number().int() })),
});
export type QueueCounts = z.infer<typeof queueCounts>;

/** `more`: there are at least so many; counting further would have taken too long. */
export const boundedCount = z.object({ count: z.number().int(), more: z.boolean() });
export type BoundedCount = z.infer<typeof boundedCount>;
export const filteredCounts = z.object({ new: boundedCount, pending: boundedCount });
export type FilteredCounts = z.infer<typeof filteredCounts>;
