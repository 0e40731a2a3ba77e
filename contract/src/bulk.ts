import { z } from "zod";
import { room } from "./assigning.ts";
import { teamOption } from "./conversation-team.ts";
import { bulkActionId, conversationId, instant, tagId, teamId, topicId, userId } from "./ids.ts";
import { colleague } from "./people.ts";
import { listConversationsQuery } from "./queue.ts";
import { resolution } from "./resolving.ts";
import { boomerangWish } from "./time.ts";

/** So many conversations one bulk action takes. */
export const BULK_MOST = 10_000;

const topics = z.array(topicId).max(20).default([]);
const tags = z.array(tagId).max(20).default([]);

/** What shall be done with each conversation (6.5). */
export const bulkWish = z.discriminatedUnion("type", [
  /** W49. `topicId` is added to those without any topic (W67); `resolution` where bulk resolve asks for one (W50). */
  z.strictObject({
    type: z.literal("resolve"),
    resolution: resolution.optional(),
    topicId: topicId.nullable().default(null),
  }),
  z.strictObject({ type: z.literal("pending") }),
  z.strictObject({ type: z.literal("new") }),
  /** `beyondMost`: also more than they may have (R67); else what would be too much is left. */
  z.strictObject({ type: z.literal("assign"), userId: userId.nullable(), beyondMost: z.boolean().optional() }),
  /** W79. */
  z.strictObject({ type: z.literal("team"), teamId: teamId.nullable() }),
  z.strictObject({ type: z.literal("topics"), add: topics, remove: topics }),
  /** Added on the contact's newest message of each; taken off every message that has them. */
  z.strictObject({ type: z.literal("tags"), add: tags, remove: tags }),
  /** W62: what is New goes to Pending with it; what is Pending or Resolved stays so, and what was set before is replaced. */
  z.strictObject({ type: z.literal("boomerang"), when: boomerangWish }),
  /** W64. */
  z.strictObject({ type: z.literal("cancelBoomerang") }),
]);
export type BulkWish = z.output<typeof bulkWish>;

/** Which: by id, or everything that stands in a list of the queue at this moment, in its order. */
export const bulkSelection = z.union([
  z.strictObject({ ids: z.array(conversationId).min(1).max(BULK_MOST) }),
  z.strictObject({ view: listConversationsQuery.omit({ after: true, limit: true }).strict() }),
]);
export type BulkSelection = z.output<typeof bulkSelection>;

/** The browser makes the id, so that a request sent twice is one action. */
export const createBulkActionBody = z.strictObject({ id: bulkActionId, wish: bulkWish, selection: bulkSelection });
export type CreateBulkActionBody = z.output<typeof createBulkActionBody>;
/** The id of the action that takes the other one back. */
export const undoBulkActionBody = z.strictObject({ id: bulkActionId });

/** Why a conversation was left as it is. */
export const bulkSkipReason = z.enum([
  "locked",
  "no_access",
  "viewer",
  "already",
  "topic_required",
  "resolved",
  "assignee_without_access",
  "assignee_full",
  "team_without_access",
  "newer_open",
  "not_possible",
  "label_deleted",
  "label_limit",
  "no_message",
  "changed_since",
  "moment_past",
  "failed",
]);
export type BulkSkipReason = z.infer<typeof bulkSkipReason>;

export const bulkActionView = z.object({
  id: bulkActionId,
  type: z.enum([
    "resolve",
    "pending",
    "new",
    "assign",
    "team",
    "topics",
    "tags",
    "boomerang",
    "cancelBoomerang",
    "undo",
  ]),
  /** Of an undo: what it takes back. */
  undoes: bulkActionId.nullable(),
  state: z.enum(["running", "done", "cancelled"]),
  total: z.number().int(),
  done: z.number().int(),
  skipped: z.number().int(),
  /** The view held more than one action takes. */
  cut: z.boolean(),
  skippedBy: z.array(z.object({ reason: bulkSkipReason, count: z.number().int() })),
  canUndo: z.boolean(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type BulkActionView = z.infer<typeof bulkActionView>;

export const listSkippedQuery = z.object({
  /** The place of the last one on the page before. */
  after: z.coerce.number().int().min(0).max(BULK_MOST).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const bulkSkippedItem = z.object({
  place: z.number().int(),
  reason: bulkSkipReason,
  /** Null: it cannot be seen any more. */
  conversation: z.object({ id: conversationId, contactName: z.string() }).nullable(),
  /** Who held it. */
  heldBy: z.string().nullable(),
});
export type BulkSkippedItem = z.infer<typeof bulkSkippedItem>;
export const listSkippedAnswer = z.object({ items: z.array(bulkSkippedItem), next: z.number().int().nullable() });

export const bulkSelectionSizeQuery = listConversationsQuery.omit({ after: true, limit: true });
/** `more`: the view holds more than one action takes; `count` is then what it takes. */
export const bulkSelectionSize = z.object({ count: z.number().int(), more: z.boolean() });

/** To whom what is chosen may be given (W70). */
export const bulkAssigneesBody = z.strictObject({ selection: bulkSelection });
export const bulkAssignee = colleague.extend({
  /** False: with access to some of the channels alone; what stands in the others is left and named. */
  everywhere: z.boolean(),
  /** Null: no maximum. */
  room: room.nullable(),
});
export type BulkAssignee = z.infer<typeof bulkAssignee>;
export const bulkAssignees = z.object({ items: z.array(bulkAssignee) });
/** To which teams it may be moved (W79). */
export const bulkTeams = z.object({ items: z.array(teamOption) });
