import type { ConversationStatus, StatusCause } from "@guichet/contract";

/**
 * The status machine: New, Pending, Resolved; nothing else (decision 3). The transitions T1–T17 of the product reference
 * that this release can take stand in one table; the drawing in docs/ is made from it.
 */
export type StatusTrigger =
  | "contact_message"
  | "set_pending"
  | "set_resolved"
  | "set_new"
  | "reply_then_stay"
  | "reply_then_pending"
  | "reply_then_resolved"
  | "channel_removed"
  | "send_failed";

export type Transition = {
  readonly to: ConversationStatus;
  readonly cause: StatusCause;
  /** Resolved conversations are never assigned (W73); the sender of a reply to a resolved one takes it (T17). */
  readonly assignee: "keep" | "remove" | "actor";
};
export type StatusDecision = Transition | "no_change" | "not_possible" | "starts_another";

const keep = (to: ConversationStatus, cause: StatusCause): Transition => ({ to, cause, assignee: "keep" });
const drop = (to: ConversationStatus, cause: StatusCause): Transition => ({ to, cause, assignee: "remove" });

export const STATUS_TABLE: Record<ConversationStatus, Record<StatusTrigger, StatusDecision>> = {
  new: {
    contact_message: "no_change",
    set_new: "no_change",
    set_pending: keep("pending", "by_hand"),
    set_resolved: drop("resolved", "by_hand"),
    reply_then_stay: "no_change",
    reply_then_pending: keep("pending", "after_reply"),
    reply_then_resolved: drop("resolved", "after_reply"),
    channel_removed: drop("resolved", "channel_removed"),
    send_failed: "no_change",
  },
  pending: {
    contact_message: keep("new", "contact_message"),
    set_new: keep("new", "by_hand"),
    set_pending: "no_change",
    set_resolved: drop("resolved", "by_hand"),
    reply_then_stay: "no_change",
    reply_then_pending: "no_change",
    reply_then_resolved: drop("resolved", "after_reply"),
    channel_removed: drop("resolved", "channel_removed"),
    send_failed: keep("new", "send_failed"),
  },
  resolved: {
    // T5: a new conversation; the old one stays closed with its own id.
    contact_message: "starts_another",
    set_new: keep("new", "by_hand"),
    set_pending: "not_possible",
    set_resolved: "no_change",
    // T17: a reply to a resolved conversation takes it up again.
    reply_then_stay: { to: "pending", cause: "after_reply", assignee: "actor" },
    reply_then_pending: { to: "pending", cause: "after_reply", assignee: "actor" },
    reply_then_resolved: "no_change",
    channel_removed: "no_change",
    send_failed: keep("new", "send_failed"),
  },
};

/** What a trigger does to a conversation in a status. Pure. */
export function decideStatus(status: ConversationStatus, trigger: StatusTrigger): StatusDecision {
  return STATUS_TABLE[status][trigger];
}

/** Two of these may not stand open for one identity, visibility and thread root (I7). */
export function isOpen(status: ConversationStatus): boolean {
  return status !== "resolved";
}
