import type { ConversationId, QueueOrder } from "@guichet/contract";

/** Keyset position in the queue. `priority` counts in the order of priority alone, `due` in those by a moment that comes. */
export type QueuePlace = {
  readonly at: string;
  readonly id: ConversationId;
  readonly priority: number;
  /** When the reply window ends, or the answer is due, whichever the order compares; null: never, or another order. */
  readonly due: string | null;
};

/** A relation that stands in the queue, as a text calls it and its id. */
export type Ranked = { readonly of: string; readonly id: string };
const CONVERSATION: Ranked = { of: "q", id: "id" };

/** Orders by a moment that comes: of New and Pending alone, and of conversations alone, not of their labels. */
export type DueOrder = "window" | "sla";
export function isDue(order: QueueOrder): order is DueOrder {
  return order === "window" || order === "sla";
}

const DUE = { window: "window_ends_at", sla: "sla_due_at" } as const;

/**
 * The moment as its index has it: what has none comes last. Row-level security lets an index find what stands behind a place only
 * by what PostgreSQL knows to give nothing away; `coalesce` is not of that kind, `case` is.
 */
function dueKey(order: DueOrder, of: string): string {
  const column = `${of}.${DUE[order]}`;
  return `(case when ${column} is null then 'infinity'::timestamptz else ${column} end)`;
}

/** When the reply window ends, as filters and the order of windows compare it. */
export function windowEnd(of: string): string {
  return dueKey("window", of);
}

/** The columns of a place. */
export function placeColumns(order: QueueOrder, { of, id }: Ranked = CONVERSATION): string {
  const due = isDue(order) ? `, ${of}.${DUE[order]}` : "";
  return `${of}.priority, ${of}.queue_at, ${of}.${id} as id${due}`;
}

/** R78: by priority the highest first, then the oldest; by what is due next; by time alone otherwise. As an index has it. */
export function orderOf(order: QueueOrder, { of, id }: Ranked = CONVERSATION): string {
  const way = order === "newest" ? "desc" : "asc";
  return `${leading(order, of)}${of}.queue_at ${way}, ${of}.${id} ${way}`;
}

/** What the order compares. */
export function keyOf(order: QueueOrder, { of, id }: Ranked = CONVERSATION): string {
  return `(${leading(order, of)}${of}.queue_at, ${of}.${id})`;
}

/** A place as that compares it; `value` keeps what is given for the statement. */
export function keyOfPlace(
  { at, id, priority, due }: QueuePlace,
  order: QueueOrder,
  value: (given: unknown, type: "int" | "timestamptz" | "uuid") => string,
): string {
  const rest = `${value(at, "timestamptz")}, ${value(id, "uuid")}`;
  if (order === "priority") return `(${value(-priority, "int")}, ${rest})`;
  return isDue(order) ? `(${value(due ?? "infinity", "timestamptz")}, ${rest})` : `(${rest})`;
}

function leading(order: QueueOrder, of: string): string {
  if (order === "priority") return `(-${of}.priority), `;
  return isDue(order) ? `${dueKey(order, of)}, ` : "";
}
