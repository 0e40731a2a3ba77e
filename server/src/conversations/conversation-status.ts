import type { ConversationStatus, StatusCause } from "@guichet/contract";

/**
 * The status machine: New, Pending, Resolved; nothing else (decision 3). The transitions T1–T17 of the product reference
 * that this release can take stand in one table; the drawing in docs/ is made from it.
 */
export type StatusTrigger =
  | "contact_message"
  | "muted_contact_message"
  | "muted_post_message"
  | "set_pending"
  | "set_resolved"
  | "set_new"
  | "reply_then_stay"
  | "reply_then_pending"
  | "reply_then_resolved"
  | "channel_removed"
  | "send_failed"
  | "boomerang_due"
  | "auto_resolve"
  | "bulk_resolve"
  | "automation_resolve"
  | "undo_to_new"
  | "undo_to_pending"
  | "undo_to_resolved";

export type Transition = {
  readonly to: ConversationStatus;
  readonly cause: StatusCause;
  /**
   * Resolved conversations are never assigned (W73); the sender of a reply to a resolved one takes it (T17). `former`: what
   * is taken back gives it to whom it belonged.
   */
  readonly assignee: "keep" | "remove" | "actor" | "former";
};
export type StatusDecision = Transition | "no_change" | "not_possible" | "starts_another";
/** Where it comes back by itself, it stays with an assignee who is there (W77). */
type Rule = StatusDecision | (Omit<Transition, "assignee"> & { readonly assignee: "keep_if_there" });
/** `gone`: there is an assignee, who is signed out, and the organization gives the work of such back. */
export type AssigneeState = "there" | "gone";

const keep = (to: ConversationStatus, cause: StatusCause): Transition => ({ to, cause, assignee: "keep" });
const back = (to: ConversationStatus): Transition => ({ to, cause: "undone", assignee: "former" });
const come = (cause: StatusCause): Rule => ({ to: "new", cause, assignee: "keep_if_there" });
const drop = (to: ConversationStatus, cause: StatusCause): Transition => ({ to, cause, assignee: "remove" });

export const STATUS_TABLE: Record<ConversationStatus, Record<StatusTrigger, Rule>> = {
  new: {
    contact_message: "no_change",
    // W121: the conversation in hand stays with whoever has it, and is resolved by hand.
    muted_contact_message: "no_change",
    muted_post_message: "no_change",
    set_new: "no_change",
    set_pending: keep("pending", "by_hand"),
    set_resolved: drop("resolved", "by_hand"),
    reply_then_stay: "no_change",
    reply_then_pending: keep("pending", "after_reply"),
    reply_then_resolved: drop("resolved", "after_reply"),
    channel_removed: drop("resolved", "channel_removed"),
    send_failed: "no_change",
    boomerang_due: "no_change",
    auto_resolve: drop("resolved", "auto_resolved"),
    // T10
    bulk_resolve: drop("resolved", "bulk"),
    // T11: a rule on the first message (analytics, 2).
    automation_resolve: drop("resolved", "automation"),
    undo_to_new: "no_change",
    undo_to_pending: back("pending"),
    undo_to_resolved: drop("resolved", "undone"),
  },
  pending: {
    // T4, T6: the assignment stays, unless the assignee is signed out and Remove assignment is on.
    contact_message: come("contact_message"),
    // T12, T13: nobody waits for an answer to it.
    muted_contact_message: drop("resolved", "muted_contact"),
    muted_post_message: drop("resolved", "muted_post"),
    set_new: keep("new", "by_hand"),
    set_pending: "no_change",
    set_resolved: drop("resolved", "by_hand"),
    reply_then_stay: "no_change",
    reply_then_pending: "no_change",
    reply_then_resolved: drop("resolved", "after_reply"),
    channel_removed: drop("resolved", "channel_removed"),
    send_failed: come("send_failed"),
    boomerang_due: come("boomerang"),
    auto_resolve: drop("resolved", "auto_resolved"),
    bulk_resolve: drop("resolved", "bulk"),
    automation_resolve: "no_change",
    undo_to_new: back("new"),
    undo_to_pending: "no_change",
    undo_to_resolved: drop("resolved", "undone"),
  },
  resolved: {
    // T5: a new conversation; the old one stays closed with its own id.
    contact_message: "starts_another",
    // The other one is resolved from its beginning.
    muted_contact_message: "starts_another",
    muted_post_message: "starts_another",
    set_new: keep("new", "by_hand"),
    set_pending: "not_possible",
    set_resolved: "no_change",
    // T17: a reply to a resolved conversation takes it up again.
    reply_then_stay: { to: "pending", cause: "after_reply", assignee: "actor" },
    reply_then_pending: { to: "pending", cause: "after_reply", assignee: "actor" },
    reply_then_resolved: "no_change",
    channel_removed: "no_change",
    send_failed: keep("new", "send_failed"),
    boomerang_due: keep("new", "boomerang"),
    auto_resolve: "no_change",
    bulk_resolve: "no_change",
    automation_resolve: "no_change",
    undo_to_new: back("new"),
    undo_to_pending: back("pending"),
    undo_to_resolved: "no_change",
  },
};

/** What a trigger does to a conversation in a status. Pure. */
export function decideStatus(
  status: ConversationStatus,
  trigger: StatusTrigger,
  assignee: AssigneeState = "there",
): StatusDecision {
  const rule = STATUS_TABLE[status][trigger];
  if (typeof rule === "string") return rule;
  const { assignee: kept, ...transition } = rule;
  if (kept !== "keep_if_there") return { ...transition, assignee: kept };
  return { ...transition, assignee: assignee === "gone" ? "remove" : "keep" };
}

/** Must it be known whether the assignee is there? Pure. */
export function asksForAssignee(status: ConversationStatus, trigger: StatusTrigger): boolean {
  const rule = STATUS_TABLE[status][trigger];
  return typeof rule === "object" && rule.assignee === "keep_if_there";
}

/** Two of these may not stand open for one identity, visibility and thread root (I7). */
export function isOpen(status: ConversationStatus): boolean {
  return status !== "resolved";
}
