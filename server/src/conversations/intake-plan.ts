import type { ContactId, ConversationId, IdentityId, MessageId } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { decideStatus, isOpen } from "./conversation-status.ts";
import { hearContact } from "./hear-contact.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";
import { tellOutcome } from "./intake-outcome.ts";
import { findPerson, laterOf, learn, type Person, type Profile } from "./intake-people.ts";
import {
  arrive,
  endBoomerang,
  messageRow,
  takeAssignment,
  tell,
  toLastMessage,
  type Working,
  writeConversation,
} from "./intake-rows.ts";
import { type IntakeFacts, type IntakeStep, runIntakeSteps } from "./intake-steps.ts";
import type { Silenced } from "./muting/silenced.ts";
import { isNews, rememberWords } from "./reacting/react-as-event.ts";
import { notAfter, startAnother, startWorking } from "./start-working.ts";
import { unseenOf } from "./unseen.ts";

export type Planned = {
  message: InboundMessage;
  messageId: MessageId;
  conversationId: ConversationId;
  identityId: IdentityId;
  contactId: ContactId;
  /** This batch has begun the conversation. */
  opened: boolean;
  /** What was known of the sender before it. */
  profile: Profile;
  facts: LoadedFacts;
};
export type IntakePlan = { readonly writes: IntakeWrites; readonly planned: readonly Planned[] };

/** Order keys of messages that came late, by their place in the batch. */
export type LateKeys = ReadonlyMap<number, number>;

/**
 * Decides what a batch of contacts' messages writes: contacts, conversations, messages, events. Pure: facts in, rows out; the
 * same as if each message came in a batch of its own. `facts[n]` belongs to `batch[n]`; messages seen before are left out
 * (I2). The batch is in the contacts' own order.
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
  const entries: { working: Working; person: Person; message: InboundMessage }[] = [];
  const current = new Map<string, Working>();

  for (const { n, message, known } of unseenOf(batch, facts)) {
    if (!isNews(message, known, plan.planned, people)) continue;
    const person = findPerson(people, message, known, plan.writes, now);
    const threadKey = `${person.identityId} ${message.visibility} ${message.threadKey ?? ""}`;
    let working = current.get(threadKey);
    if (working === undefined || !isOpen(working.status)) {
      // T5, T11: what was resolved a moment ago, in this very batch, stays so; the next message begins another.
      working = (working === undefined ? startWorking : startAnother)(message, known, now);
      current.set(threadKey, working);
      entries.push({ working, person, message });
    }
    takeIn(working, person, message, known, late.get(n), steps, plan, now);
  }
  for (const entry of entries) writeConversation(entry.working, entry.person, entry.message, plan.writes);
  return plan;
}

function takeIn(
  working: Working,
  person: Person,
  message: InboundMessage,
  known: LoadedFacts,
  placed: number | undefined,
  steps: readonly IntakeStep[],
  plan: IntakePlan & { planned: Planned[] },
  now: Date,
): void {
  // In a conversation that begins in this batch there is nothing before which it could belong.
  const lateKey = working.opened ? undefined : placed;
  const first = working.opened && working.lastSeq === 0;
  const before = working.status;
  const isWord = message.direction === "in" && message.reaction === undefined;
  const silenced = isWord ? silence(working, known, first) : null;
  if (message.reaction !== undefined && first) rememberWords(working, message, person, known);
  if (isWord) {
    if (silenced === null) reopen(working, message, known, now);
    else resolveAtOnce(working, now);
    endBoomerang(plan.writes, working, { message, person }, { before, silenced }, now);
    arrive(working, before, known, now);
  }
  // Where nobody is to work on it nothing is chosen; what the brand wrote itself asks for no choice, nor does a reaction that
  // stands in what is open anyway.
  const asked = (isWord || (message.reaction !== undefined && first)) && silenced === null ? steps : [];
  const outcome = runIntakeSteps(
    asked,
    factsFor(working, person, message, known, { first, before, late: lateKey !== undefined }),
    now,
  );
  // From its first event on.
  if (outcome.hold !== undefined) working.holder = outcome.hold;
  working.lastSeq += 1;
  const messageId = chooseId(message, known, plan);
  const replyToId = known.reply_to_id ?? answeredIn(plan, message);
  plan.writes.messages.push(messageRow(working, person, message, messageId, { lateKey, replyToId }, outcome, now));
  if (lateKey === undefined) working.lastMessage = toLastMessage(message, messageId, person, now);
  if (isWord) hearContact(working, message, known);
  if (isWord && message.visibility === "private") person.wroteAt = laterOf(person.wroteAt, message.occurredAt);
  tell(plan.writes, working, person, message, messageId, first, before, silenced, now);
  tellOutcome(plan.writes, working, { person, message, messageId }, outcome, now);
  plan.planned.push({
    message,
    messageId,
    conversationId: working.id,
    identityId: person.identityId,
    contactId: person.contactId,
    opened: working.opened,
    profile: person.profile,
    facts: known,
  });
  if (message.direction === "in") learn(person, message);
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

/** What it answers came in the same batch. */
function answeredIn({ planned }: IntakePlan, { channelId, replyToExternalId }: InboundMessage): MessageId | null {
  if (replyToExternalId === undefined) return null;
  const isIt = ({ message }: Planned) => message.channelId === channelId && message.externalId === replyToExternalId;
  return planned.find(isIt)?.messageId ?? null;
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
