import type { Actor } from "@guichet/contract";
import type { StatusBefore, StatusUndo } from "../db/index.ts";
import type { NewEvent } from "../events/index.ts";
import { type Conversation, factsOf } from "./conversation.ts";
import type { Transition } from "./conversation-status.ts";
import { type Boomerang, type BoomerangChange, boomerangOf } from "./time/boomerang.ts";
import { handed } from "./virtual-agents/handed.ts";

const SYSTEM: Actor = { type: "system", name: "Guichet" };

/** What a change of status announces, in order. Those with `seq` are lines of the audit trail; the first has `seq`. */
export function statusEvents(
  before: Conversation,
  after: Conversation,
  transition: Transition,
  boomerang: BoomerangChange,
  came: Boomerang | null,
  seq: number,
): NewEvent[] {
  const facts = factsOf(after);
  const events: NewEvent[] = [
    ...letGoEvents(before),
    {
      type: "conversation.status_changed",
      data: {
        ...facts,
        before: before.status,
        reason: after.resolution_reason,
        reasonId: after.resolution_reason_id,
        comment: after.resolution_comment,
        cause: transition.cause,
        boomerang: came === null ? null : { by: came.by, note: came.note },
      },
      seq,
    },
    ...boomerangEvents(after, boomerang, transition.cause, seq + 1),
  ];
  if (before.assignee_id !== after.assignee_id) {
    const data = { ...facts, before: before.assignee_id };
    // W77: by the System, whoever brought it back, and a line of its own.
    if (givesBack(before, transition))
      events.push({
        ...{ type: "conversation.assigned", data: { ...data, cause: "signed_out" } },
        ...{ seq: seq + linesIn(events), actor: SYSTEM },
      });
    else events.push({ type: "conversation.assigned", data: { ...data, cause: causeOf(transition) } });
  }
  if (before.lock_user_id !== null)
    events.push({ type: "conversation.locked", data: { ...facts, userId: null, stolenFrom: null } });
  return events;
}

/** With its status, it leaves the virtual agent that has it; told first, for until then it counts nowhere. */
function letGoEvents(before: Conversation): NewEvent[] {
  if (before.holder === null) return [];
  return [handed({ ...before, holder: null }, before.holder, "status")];
}

/** Is the assignment taken from somebody who is signed out? What is Resolved loses it without a line. */
export function givesBack(before: Conversation, { to, assignee }: Transition): boolean {
  return assignee === "remove" && to !== "resolved" && before.assignee_id !== null;
}

function causeOf({ assignee }: Transition): "first_reply" | "undone" | "resolved" {
  return assignee === "actor" ? "first_reply" : assignee === "former" ? "undone" : "resolved";
}

/** The system's own boomerangs come and go without a line in the audit trail. */
export function boomerangEvents(
  row: Conversation,
  { cancelled, set }: BoomerangChange,
  cause: Transition["cause"],
  seq: number,
): NewEvent[] {
  const facts = factsOf(row);
  const events: NewEvent[] = [];
  const numbered = (boomerang: Boomerang) => (boomerang.by === null ? {} : { seq: seq + linesIn(events) });
  if (cancelled !== null) {
    const { by, note } = cancelled;
    events.push({ type: "boomerang.cancelled", data: { ...facts, by, note, cause }, ...numbered(cancelled) });
  }
  if (set !== null) {
    const { by, note, at } = set;
    events.push({ type: "boomerang.set", data: { ...facts, by, note, at: at.toISOString() }, ...numbered(set) });
  }
  return events;
}

/** How many lines of the audit trail there are among them. */
export function linesIn(events: readonly NewEvent[]): number {
  return events.filter((event) => event.seq !== undefined).length;
}

/** How it stands, to be gone back to. */
export function snapshotOf(row: Conversation): StatusBefore {
  const boomerang = boomerangOf(row);
  return {
    status: row.status,
    assigneeId: row.assignee_id,
    queueAt: row.queue_at.toISOString(),
    waitingSince: row.waiting_since?.toISOString() ?? null,
    boomerang: boomerang === null ? null : { ...boomerang, at: boomerang.at.toISOString() },
  };
}

/** For the person who changed the status; nobody else takes it back. */
export function undoOf(before: Conversation, userId: StatusUndo["userId"], since: Date): StatusUndo {
  return { ...snapshotOf(before), userId, since: since.toISOString() };
}
