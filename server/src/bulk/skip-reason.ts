import type { BulkSkipReason, ErrorCode, Refusal, UserId } from "@guichet/contract";

const REASONS: Partial<Record<ErrorCode, BulkSkipReason>> = {
  not_found: "no_access",
  not_allowed: "viewer",
  locked_by_other: "locked",
  topic_required: "topic_required",
  conversation_closed: "resolved",
  assignee_without_access: "assignee_without_access",
  assignee_full: "assignee_full",
  team_without_access: "team_without_access",
  open_conversation_exists: "newer_open",
  status_not_possible: "not_possible",
  label_deleted: "label_deleted",
  invalid_input: "label_limit",
  nothing_to_undo: "changed_since",
};

/** What a refusal means for one conversation among many; undefined: it was not one that is foreseen here. */
export function skipReasonOf(refusal: Refusal): { reason: BulkSkipReason; heldBy?: UserId } | undefined {
  const reason = REASONS[refusal.code];
  if (reason === undefined) return undefined;
  const { lockedBy } = refusal.details;
  return reason === "locked" && typeof lockedBy === "string" ? { reason, heldBy: lockedBy as UserId } : { reason };
}
