import type { DomainEvent, MessageId } from "@guichet/contract";
import type { Holder } from "../db/index.ts";
import { decideStatus } from "./conversation-status.ts";
import type { IntakeWrites } from "./intake.sql.ts";
import { factsOfWorking, type Sayer, SYSTEM, type Working, write } from "./intake-rows.ts";
import type { IntakeOutcome } from "./intake-steps.ts";
import { statusData } from "./muting/silenced.ts";
import { resolvesAt } from "./time/auto-resolve.ts";

type Told = Sayer & { readonly messageId: MessageId };

/**
 * What the steps of the intake decided, on the conversation and in the log: topics and the team are lines of the audit trail
 * below the message (25.1), tags are not (W108). A rule's resolving comes last, whatever its place (analytics, 2).
 */
export function tellOutcome(
  writes: IntakeWrites,
  working: Working,
  told: Told,
  outcome: IntakeOutcome,
  now: Date,
): void {
  const say = (event: DomainEvent, actor: object, line: boolean) => {
    if (line) working.lastSeq += 1;
    write(writes, working, told.message, { event, actor, seq: line ? working.lastSeq : null, now });
  };
  const facts = () => factsOfWorking(working, told);
  if (outcome.priority !== undefined) working.priority = outcome.priority;
  for (const { topicId, by } of outcome.topics) {
    working.topicsAdded = true;
    working.topicIds = [...working.topicIds, topicId];
    say({ type: "topic.added", data: { ...facts(), topicId } }, by ?? SYSTEM, true);
  }
  for (const { tagId, by } of outcome.tags) {
    working.tagsAdded = true;
    if (!working.tagIds.includes(tagId)) working.tagIds = [...working.tagIds, tagId];
    say({ type: "tag.added", data: { ...facts(), messageId: told.messageId, tagId } }, by ?? SYSTEM, false);
  }
  if (outcome.hold !== undefined) tellHeld(outcome.hold, say, facts);
  if (outcome.team !== undefined) tellTeam(working, outcome.team, say, facts);
  if (outcome.resolve !== undefined) tellResolved(working, outcome.resolve, say, facts, now);
}

type Say = (event: DomainEvent, actor: object, line: boolean) => void;

/** R157: given to the virtual agent of its channel; in the audit trail, that was assigned automatically (25.1). */
function tellHeld(holder: Holder, say: Say, facts: () => ReturnType<typeof factsOfWorking>): void {
  const { id, name } = holder;
  const data = { ...facts(), before: null, name, cause: "inception", waits: true } as const;
  say({ type: "conversation.handed", data }, { type: "virtual_agent", id, name }, true);
}

/** The decision is kept though the team stays: it says why. Then it is no line. */
function tellTeam(
  working: Working,
  { teamId, decision, dropAssignee }: NonNullable<IntakeOutcome["team"]>,
  say: Say,
  facts: () => ReturnType<typeof factsOfWorking>,
): void {
  const before = working.teamId;
  working.teamId = teamId;
  working.teamByHand = decision.rule === "by_hand" && teamId !== null;
  say({ type: "conversation.routed", data: { ...facts(), before, decision } }, SYSTEM, before !== teamId);
  if (!dropAssignee || working.assigneeId === null) return;
  const from = working.assigneeId;
  working.assigneeId = null;
  say({ type: "conversation.assigned", data: { ...facts(), before: from, cause: "rerouted" } }, SYSTEM, true);
}

function tellResolved(
  working: Working,
  { by, reasonId, reason }: NonNullable<IntakeOutcome["resolve"]>,
  say: Say,
  facts: () => ReturnType<typeof factsOfWorking>,
  now: Date,
): void {
  const before = working.status;
  const decision = decideStatus(before, "automation_resolve");
  if (typeof decision !== "object") return;
  const from = working.assigneeId;
  working.status = decision.to;
  working.waitingSince = null;
  working.queueAt = now;
  working.statusSince = now;
  working.resolveAt = resolvesAt("resolved", working.terms, working);
  working.resolution = { reasonId, reason };
  working.assigneeId = null;
  working.lockUserId = null;
  const data = { ...statusData(facts(), before, decision.cause), reason, reasonId };
  say({ type: "conversation.status_changed", data }, by ?? SYSTEM, true);
  if (from !== null)
    say({ type: "conversation.assigned", data: { ...facts(), before: from, cause: "resolved" } }, SYSTEM, false);
}
