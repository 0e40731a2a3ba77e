import type { ConversationId, QueueOrder } from "@guichet/contract";

/** Keyset position in the queue. `priority` counts in the order of priority alone. */
export type QueuePlace = { readonly at: string; readonly id: ConversationId; readonly priority: number };

/** A relation that stands in the queue, as a text calls it and its id. */
export type Ranked = { readonly of: string; readonly id: string };
const CONVERSATION: Ranked = { of: "q", id: "id" };

/** The columns of a place. */
export function placeColumns({ of, id }: Ranked = CONVERSATION): string {
  return `${of}.priority, ${of}.queue_at, ${of}.${id} as id`;
}

/** R78: by priority the highest first, then the oldest; by time alone otherwise. As an index has it. */
export function orderOf(order: QueueOrder, { of, id }: Ranked = CONVERSATION): string {
  const way = order === "newest" ? "desc" : "asc";
  const first = order === "priority" ? `(-${of}.priority), ` : "";
  return `${first}${of}.queue_at ${way}, ${of}.${id} ${way}`;
}

/** What the order compares. */
export function keyOf(order: QueueOrder, { of, id }: Ranked = CONVERSATION): string {
  return `(${order === "priority" ? `(-${of}.priority), ` : ""}${of}.queue_at, ${of}.${id})`;
}
