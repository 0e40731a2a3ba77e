import type { ChannelId, ConversationRow, ConversationStatus, UserId } from "@guichet/contract";

/** Who a conversation in the queue may belong to. `others`: anybody but me. */
export type AssignedTo = "unassigned" | "me" | "others" | UserId;
export type QueueSort = "oldest" | "newest";

/** What one list of the queue shows. Two lists with the same filter are the same list. */
export type QueueFilter = {
  readonly status: ConversationStatus;
  /** Null: every channel one may see. */
  readonly channels: readonly ChannelId[] | null;
  /** Null: anyone. Means nothing for Resolved, which is never assigned (W42, W73). */
  readonly assignedTo: readonly AssignedTo[] | null;
  readonly sort: QueueSort;
};

/** Does this conversation stand in this list? The browser's twin of the server's query. */
export function belongsTo(filter: QueueFilter, row: ConversationRow, me: UserId): boolean {
  if (row.status !== filter.status) return false;
  if (filter.channels !== null && !filter.channels.includes(row.channelId)) return false;
  if (filter.assignedTo === null || filter.status === "resolved") return true;
  return filter.assignedTo.some((wanted) => assigneeFits(wanted, row.assignee?.id ?? null, me));
}

function assigneeFits(wanted: AssignedTo, assignee: UserId | null, me: UserId): boolean {
  switch (wanted) {
    case "unassigned":
      return assignee === null;
    case "me":
      return assignee === me;
    case "others":
      return assignee !== null && assignee !== me;
    default:
      return assignee === wanted;
  }
}

/** Place in the queue: by time, then by id, as the server pages. Negative: `a` comes first. */
export function compareRows(a: ConversationRow, b: ConversationRow, sort: QueueSort): number {
  const order = compare(a.queueAt, b.queueAt) || compare(a.id, b.id);
  return sort === "oldest" ? order : -order;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
