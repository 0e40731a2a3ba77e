import type { ConversationId } from "@guichet/contract";
import type { QueueFilter } from "./picture/queue-filter.ts";

/** Under which names the query cache holds what concerns conversations. */
export const keys = {
  all: ["conversations"] as const,
  lists: ["conversations", "list"] as const,
  list: (filter: QueueFilter) => ["conversations", "list", filter] as const,
  threads: ["conversations", "thread"] as const,
  thread: (id: ConversationId) => ["conversations", "thread", id] as const,
  assignees: (id: ConversationId) => ["conversations", "assignees", id] as const,
  html: (messageId: string) => ["conversations", "html", messageId] as const,
  drafts: ["conversations", "drafts"] as const,
  readSeqs: ["conversations", "read"] as const,
  memory: ["conversations", "memory"] as const,
  typing: ["conversations", "typing"] as const,
  stolen: ["conversations", "stolen"] as const,
};
