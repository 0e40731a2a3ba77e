import type { ConversationFacts, ConversationStatus, DomainEvent, StatusCause, UserId } from "@guichet/contract";

/** T12, T13: what a message does that comes from a muted contact, or under a muted post; and in whose hands it was before. */
export type Silenced = {
  readonly cause: "muted_contact" | "muted_post";
  readonly assigneeId: UserId | null;
  readonly lockUserId: UserId | null;
};

type StatusChanged = Extract<DomainEvent, { type: "conversation.status_changed" }>;

/** Resolved at once: the line of the audit trail first. One that began so was never anything else, and no counter moves. */
export function silencedEvents(
  facts: ConversationFacts,
  before: ConversationStatus,
  { cause, assigneeId, lockUserId }: Silenced,
): [DomainEvent, ...DomainEvent[]] {
  const events: [DomainEvent, ...DomainEvent[]] = [
    { type: "conversation.status_changed", data: statusData(facts, before, cause) },
  ];
  if (assigneeId !== null)
    events.push({ type: "conversation.assigned", data: { ...facts, before: assigneeId, cause: "resolved" } });
  if (lockUserId !== null)
    events.push({ type: "conversation.locked", data: { ...facts, userId: null, stolenFrom: null } });
  return events;
}

/** What a message changes about a status comes without words. */
export function statusData(
  facts: ConversationFacts,
  before: ConversationStatus,
  cause: StatusCause,
): StatusChanged["data"] {
  return { ...facts, before, cause, reason: null, reasonId: null, comment: null, boomerang: null };
}
