import type { ContactId, ConversationId, IdentityId, MessageId } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { decideStatus } from "./conversation-status.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";
import { tellOutcome } from "./intake-outcome.ts";
import {
  arrive,
  endBoomerang,
  messageRow,
  type Person,
  takeAssignment,
  tell,
  toLastMessage,
  type Working,
  writeConversation,
} from "./intake-rows.ts";
import { type IntakeFacts, type IntakeStep, runIntakeSteps } from "./intake-steps.ts";
import type { Silenced } from "./muting/silenced.ts";
import { resolvesAt } from "./time/auto-resolve.ts";
import { boomerangAfter, boomerangOf } from "./time/boomerang.ts";

export type Planned = {
  message: InboundMessage;
  messageId: MessageId;
  conversationId: ConversationId;
  identityId: IdentityId;
  contactId: ContactId;
  facts: LoadedFacts;
};
export type IntakePlan = { readonly writes: IntakeWrites; readonly planned: readonly Planned[] };

/** Order keys of messages that came late, by their place in the batch. */
export type LateKeys = ReadonlyMap<number, number>;

/**
 * Decides what a batch of contacts' messages writes: contacts, conversations, messages, events. Pure: facts in, rows out.
 * `facts[n]` belongs to `batch[n]`; messages seen before are left out (I2). The batch is in the contacts' own order.
 */
export function planIntake(
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
  late: LateKeys,
  steps: readonly IntakeStep[],
  now: Date,
): IntakePlan {
  const plan: IntakePlan & { planned: Planned[] } = {
    writes: { people: [], opened: [], changed: [], messages: [], events: [] },
    planned: [],
  };
  const people = new Map<string, Person>();
  const conversations = new Map<string, { working: Working; person: Person; message: InboundMessage }>();
  const inBatch = new Set<string>();

  for (const [n, message] of batch.entries()) {
    const known = facts[n];
    const key = `${message.channelId} ${message.externalId}`;
    if (known === undefined || known.seen || inBatch.has(key)) continue;
    inBatch.add(key);
    const person = findPerson(people, message, known, plan.writes, now);
    const threadKey = `${person.identityId} ${message.visibility} ${message.threadKey ?? ""}`;
    let entry = conversations.get(threadKey);
    if (entry === undefined) {
      entry = { working: startWorking(message, known, now), person, message };
      conversations.set(threadKey, entry);
    }
    takeIn(entry.working, person, message, known, late.get(n), steps, plan, now);
  }
  for (const entry of conversations.values())
    writeConversation(entry.working, entry.person, entry.message, plan.writes);
  return plan;
}

function findPerson(
  people: Map<string, Person>,
  message: InboundMessage,
  known: LoadedFacts,
  writes: IntakeWrites,
  now: Date,
): Person {
  const key = `${message.channelId} ${message.party.externalId}`;
  const found = people.get(key);
  if (found !== undefined) return found;
  const person =
    known.identity_id !== null && known.contact_id !== null
      ? { identityId: known.identity_id, contactId: known.contact_id, name: known.contact_name ?? "" }
      : newPerson(message, writes, now);
  people.set(key, person);
  return person;
}

function newPerson(message: InboundMessage, writes: IntakeWrites, now: Date): Person {
  const { party } = message;
  const person = {
    identityId: uuidV7() as IdentityId,
    contactId: uuidV7() as ContactId,
    name: party.displayName || party.handle || party.externalId,
  };
  writes.people.push({
    id: person.identityId,
    contact_id: person.contactId,
    name: person.name,
    channel_id: message.channelId,
    external_id: party.externalId,
    display_name: party.displayName ?? null,
    handle: party.handle ?? null,
    verified: party.verified ?? false,
    created_at: now,
  });
  return person;
}

function startWorking(message: InboundMessage, known: LoadedFacts, now: Date): Working {
  if (known.conversation_id !== null && known.status !== null && known.queue_at !== null) {
    return {
      id: known.conversation_id,
      opened: false,
      status: known.status,
      queueAt: known.queue_at,
      waitingSince: known.waiting_since,
      assigneeId: known.assignee_id,
      taken: null,
      lockUserId: known.lock_user_id,
      teamId: known.team_id,
      teamByHand: known.team_by_hand ?? false,
      priority: known.priority ?? 0,
      holder: known.holder,
      lastSeq: known.last_seq ?? 0,
      lastInboundAt: known.last_inbound_at,
      lastMessage: known.last_message,
      topicIds: known.topic_ids ?? [],
      topicsAdded: false,
      tagIds: known.tag_ids ?? [],
      tagsAdded: false,
      resolution: null,
      createdAt: now,
      statusSince: known.status_since ?? now,
      arrivedAt: known.arrived_at ?? now,
      resolveAt: known.resolve_at,
      terms: known.promised ?? known.terms,
      boomerang: boomerangOf(known),
    };
  }
  // T1, T5: the first message, or one after Resolved, starts a conversation. What the brand wrote elsewhere waits for the contact.
  const status = message.direction !== "in" ? "pending" : known.muted === null ? "new" : "resolved";
  const since = status === "resolved" ? now : notAfter(message.occurredAt, now);
  const ages = { statusSince: now, arrivedAt: now };
  return {
    id: uuidV7() as ConversationId,
    opened: true,
    status,
    queueAt: since,
    waitingSince: null,
    assigneeId: null,
    taken: null,
    lockUserId: null,
    teamId: null,
    teamByHand: false,
    priority: 0,
    holder: null,
    lastSeq: 0,
    lastInboundAt: null,
    lastMessage: null,
    topicIds: [],
    topicsAdded: false,
    tagIds: [],
    tagsAdded: false,
    resolution: null,
    createdAt: now,
    ...ages,
    resolveAt: resolvesAt(status, known.terms, ages),
    terms: known.terms,
    boomerang: boomerangAfter(null, status, "by_hand", {
      wanted: undefined,
      systemHours: known.system_boomerang_hours,
      now,
    }).after,
  };
}

function takeIn(
  working: Working,
  person: Person,
  message: InboundMessage,
  known: LoadedFacts,
  lateKey: number | undefined,
  steps: readonly IntakeStep[],
  plan: IntakePlan & { planned: Planned[] },
  now: Date,
): void {
  const first = working.opened && working.lastSeq === 0;
  const before = working.status;
  const silenced = message.direction === "in" ? silence(working, known, first) : null;
  if (message.direction === "in") {
    if (silenced === null) reopen(working, message, known, now);
    else resolveAtOnce(working, now);
    endBoomerang(plan.writes, working, { message, person }, { before, silenced }, now);
    arrive(working, before, known, now);
  }
  // Where nobody is to work on it nothing is chosen; what the brand wrote itself asks for no choice.
  const asked = message.direction === "in" && silenced === null ? steps : [];
  const outcome = runIntakeSteps(
    asked,
    factsFor(working, person, message, known, { first, before, late: lateKey !== undefined }),
    now,
  );
  // From its first event on.
  if (outcome.hold !== undefined) working.holder = outcome.hold;
  working.lastSeq += 1;
  const messageId = chooseId(message, known, plan);
  plan.writes.messages.push(messageRow(working, person, message, messageId, known, lateKey, outcome, now));
  if (lateKey === undefined) working.lastMessage = toLastMessage(message, messageId, person, now);
  if (message.direction === "in") working.lastInboundAt = latest(working.lastInboundAt, new Date(message.occurredAt));
  tell(plan.writes, working, person, message, messageId, first, before, silenced, now);
  tellOutcome(plan.writes, working, { person, message, messageId }, outcome, now);
  plan.planned.push({
    message,
    messageId,
    conversationId: working.id,
    identityId: person.identityId,
    contactId: person.contactId,
    facts: known,
  });
}

function factsFor(
  working: Working,
  person: Person,
  message: InboundMessage,
  known: LoadedFacts,
  { first, before, late }: { first: boolean; before: Working["status"]; late: boolean },
): IntakeFacts {
  const { channelId, platform, visibility, text } = message;
  const { topicIds, teamId, teamByHand, assigneeId } = working;
  return {
    ...{ channelId, platform, visibility, text, late, topicIds, teamId, teamByHand, assigneeId },
    contactId: person.contactId,
    groupIds: known.group_ids,
    firstMessage: first,
    automatic: message.automatic,
    held: working.holder !== null,
    cameToNew: first || before !== "new",
    resolved: false,
    automations: [],
  };
}

/** The contact's client's, unless another message has it: a clash costs the id, never the message. */
function chooseId(message: InboundMessage, known: LoadedFacts, plan: IntakePlan): MessageId {
  const { messageId } = message;
  const free = messageId !== undefined && !known.id_taken && !plan.planned.some((item) => item.messageId === messageId);
  return free ? messageId : (uuidV7() as MessageId);
}

/** T12, T13: does this message resolve what it belongs to? Not what is New already: somebody has that in hand (W121). */
function silence(working: Working, known: LoadedFacts, first: boolean): Silenced | null {
  if (known.muted === null) return null;
  const decision = decideStatus(working.status, `muted_${known.muted}_message`);
  if (!first && decision === "no_change") return null;
  return { cause: `muted_${known.muted}`, assigneeId: working.assigneeId, lockUserId: working.lockUserId };
}

function resolveAtOnce(working: Working, now: Date): void {
  working.status = "resolved";
  working.waitingSince = null;
  working.queueAt = now;
  working.assigneeId = null;
  working.lockUserId = null;
}

/** A contact's message: Pending goes back to New; the wait begins with the earliest unanswered message. */
function reopen(working: Working, message: InboundMessage, known: LoadedFacts, now: Date): void {
  const decision = decideStatus(working.status, "contact_message", known.assignee_gone ? "gone" : "there");
  if (typeof decision === "object") {
    working.status = decision.to;
    if (decision.assignee === "remove") takeAssignment(working);
  }
  if (working.waitingSince !== null) return;
  working.waitingSince = notAfter(message.occurredAt, now);
  working.queueAt = working.waitingSince;
}

/** A platform's clock may run ahead of ours; a wait never begins in the future (I24). */
function notAfter(instant: number, now: Date): Date {
  return new Date(Math.min(instant, now.getTime()));
}

function latest(a: Date | null, b: Date): Date {
  return a === null || b > a ? b : a;
}
