import type { BulkActionId, BulkSelection, ContactId, ConversationId, QueueFilterQuery } from "@guichet/contract";
import type { QueueFilter } from "./picture/queue-filter.ts";

/** Under which names the query cache holds what concerns conversations. */
export const keys = {
  all: ["conversations"] as const,
  lists: ["conversations", "list"] as const,
  list: (filter: QueueFilter) => ["conversations", "list", filter] as const,
  viewSize: (filter: QueueFilter) => ["conversations", "view-size", filter] as const,
  bulkActions: ["conversations", "bulk-actions"] as const,
  /** Those that were begun here and are still shown. */
  bulkMine: ["conversations", "bulk-mine"] as const,
  bulkAssignees: (selection: BulkSelection) => ["conversations", "bulk-assignees", selection] as const,
  bulkTeams: (selection: BulkSelection) => ["conversations", "bulk-teams", selection] as const,
  bulkSkipped: (id: BulkActionId) => ["conversations", "bulk-skipped", id] as const,
  /** Counts of what fits a filter. */
  allCounts: ["conversations", "counts"] as const,
  counts: (query: QueueFilterQuery) => ["conversations", "counts", query] as const,
  threads: ["conversations", "thread"] as const,
  thread: (id: ConversationId) => ["conversations", "thread", id] as const,
  /** On which channels the contact has conversations (W89). */
  allCrossChannel: ["conversations", "cross-channel"] as const,
  crossChannel: (id: ConversationId) => ["conversations", "cross-channel", id] as const,
  histories: ["conversations", "history"] as const,
  /** What was said there; other people, other history. */
  history: (id: ConversationId, contactIds: readonly ContactId[]) =>
    ["conversations", "history", id, contactIds.join()] as const,
  assignees: (id: ConversationId) => ["conversations", "assignees", id] as const,
  virtualAgents: (id: ConversationId) => ["conversations", "virtual-agents", id] as const,
  teamOptions: (id: ConversationId) => ["conversations", "team-options", id] as const,
  routing: (id: ConversationId) => ["conversations", "routing", id] as const,
  lifeLine: (messageId: string) => ["conversations", "life-line", messageId] as const,
  html: (messageId: string) => ["conversations", "html", messageId] as const,
  knowledge: (id: ConversationId, search: string) => ["conversations", "knowledge", id, search] as const,
  firstTemplates: (id: string) => ["first-templates", id] as const,
  templates: (id: ConversationId) => ["conversations", "templates", id] as const,
  post: (id: ConversationId) => ["conversations", "post", id] as const,
  drafts: ["conversations", "drafts"] as const,
  readSeqs: ["conversations", "read"] as const,
  unreadMarks: ["conversations", "unread-marks"] as const,
  memory: ["conversations", "memory"] as const,
  /** What was told while the server was being asked. */
  told: ["conversations", "told"] as const,
  typing: ["conversations", "typing"] as const,
  stolen: ["conversations", "stolen"] as const,
  /** Who else has the open conversation open. */
  viewers: ["conversations", "viewers"] as const,
  /** Deleted with their contacts since this page was opened. */
  gone: ["conversations", "gone"] as const,
};
