import type {
  ContactId,
  ConversationFacts,
  ConversationId,
  ConversationStatus,
  DomainEvent,
  IdentityId,
  MessageId,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import type { LastMessage } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { excerpt } from "./conversation.ts";
import { decideStatus } from "./conversation-status.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";
import { type IntakeStep, runIntakeSteps } from "./intake-steps.ts";

type Person = { identityId: IdentityId; contactId: ContactId; name: string };

/** A conversation while a batch runs through it. */
type Working = {
  id: ConversationId;
  opened: boolean;
  status: ConversationStatus;
  queueAt: Date;
  waitingSince: Date | null;
  assigneeId: UserId | null;
  lockUserId: UserId | null;
  teamId: TeamId | null;
  lastSeq: number;
  lastInboundAt: Date | null;
  lastMessage: LastMessage | null;
  topicIds: readonly TopicId[];
  createdAt: Date;
};

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
      lockUserId: known.lock_user_id,
      teamId: known.team_id,
      lastSeq: known.last_seq ?? 0,
      lastInboundAt: known.last_inbound_at,
      lastMessage: known.last_message,
      topicIds: known.topic_ids ?? [],
      createdAt: now,
    };
  }
  // T1, T5: the first message, or one after Resolved, starts a conversation. What the brand wrote elsewhere waits for the contact.
  const since = notAfter(message.occurredAt, now);
  return {
    id: uuidV7() as ConversationId,
    opened: true,
    status: message.direction === "in" ? "new" : "pending",
    queueAt: since,
    waitingSince: null,
    assigneeId: null,
    lockUserId: null,
    teamId: null,
    lastSeq: 0,
    lastInboundAt: null,
    lastMessage: null,
    topicIds: [],
    createdAt: now,
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
  if (message.direction === "in") reopen(working, message, now);
  const routed = runIntakeSteps(
    steps,
    {
      channelId: message.channelId,
      platform: message.platform,
      contactId: person.contactId,
      firstMessage: first,
      text: message.text,
      topicIds: working.topicIds,
      teamId: working.teamId,
    },
    now,
  );
  working.teamId = routed.teamId;
  working.topicIds = routed.topicIds;
  working.lastSeq += 1;
  const messageId = message.messageId ?? (uuidV7() as MessageId);
  plan.writes.messages.push(messageRow(working, person, message, messageId, known, lateKey, now));
  if (lateKey === undefined) working.lastMessage = toLastMessage(message, messageId, person, now);
  if (message.direction === "in") working.lastInboundAt = latest(working.lastInboundAt, new Date(message.occurredAt));
  tell(plan, working, person, message, messageId, first, before, now);
  plan.planned.push({
    message,
    messageId,
    conversationId: working.id,
    identityId: person.identityId,
    contactId: person.contactId,
    facts: known,
  });
}

/** A contact's message: Pending goes back to New; the wait begins with the earliest unanswered message. */
function reopen(working: Working, message: InboundMessage, now: Date): void {
  const decision = decideStatus(working.status, "contact_message");
  if (typeof decision === "object") working.status = decision.to;
  if (working.waitingSince !== null) return;
  working.waitingSince = notAfter(message.occurredAt, now);
  working.queueAt = working.waitingSince;
}

function messageRow(
  working: Working,
  person: Person,
  message: InboundMessage,
  id: MessageId,
  known: LoadedFacts,
  lateKey: number | undefined,
  now: Date,
): Record<string, unknown> {
  const inbound = message.direction === "in";
  return {
    id,
    conversation_id: working.id,
    channel_id: message.channelId,
    seq: working.lastSeq,
    order_key: lateKey ?? working.lastSeq,
    kind: inbound ? "inbound" : "outbound",
    author_type: inbound ? "contact" : "app",
    author_id: inbound ? person.contactId : null,
    author_name: inbound ? (message.party.displayName ?? person.name) : "",
    text: message.text,
    has_html: message.html !== undefined,
    subject: message.subject ?? null,
    reply_to_id: known.reply_to_id,
    external_id: message.externalId,
    automatic: message.automatic,
    context: message.context ?? null,
    sent_at: new Date(message.occurredAt),
    created_at: now,
    delivery_state: inbound ? null : "sent",
  };
}

function toLastMessage(message: InboundMessage, id: MessageId, person: Person, now: Date): LastMessage {
  const inbound = message.direction === "in";
  return {
    id,
    kind: inbound ? "inbound" : "outbound",
    text: excerpt(message.text || message.subject || ""),
    authorName: inbound ? person.name : "",
    attachments: message.media.length,
    at: now.toISOString(),
    deliveryState: inbound ? null : "sent",
  };
}

function tell(
  plan: IntakePlan,
  working: Working,
  person: Person,
  message: InboundMessage,
  messageId: MessageId,
  first: boolean,
  before: ConversationStatus,
  now: Date,
): void {
  const facts: ConversationFacts = {
    conversationId: working.id,
    channelId: message.channelId,
    contactId: person.contactId,
    identityId: person.identityId,
    visibility: message.visibility,
    status: working.status,
    assigneeId: working.assigneeId,
    teamId: working.teamId,
  };
  const actor =
    message.direction === "in" ? { type: "contact", id: person.contactId } : { type: "system", name: message.platform };
  const say = (event: DomainEvent) => {
    plan.writes.events.push({
      id: uuidV7(),
      type: event.type,
      conversation_id: working.id,
      channel_id: message.channelId,
      actor,
      data: event.data,
      at: now,
    });
  };
  if (first) say({ type: "conversation.created", data: facts });
  if (!first && before !== working.status)
    say({ type: "conversation.status_changed", data: { ...facts, before, reason: null, cause: "contact_message" } });
  if (message.direction === "in")
    say({ type: "message.received", data: { ...facts, messageId, automatic: message.automatic } });
  else say({ type: "message.sent", data: { ...facts, messageId, by: "app" } });
}

function writeConversation(working: Working, person: Person, message: InboundMessage, writes: IntakeWrites): void {
  const common = {
    id: working.id,
    status: working.status,
    queue_at: working.queueAt,
    waiting_since: working.waitingSince,
    last_seq: working.lastSeq,
    last_inbound_at: working.lastInboundAt,
    last_message: working.lastMessage,
  };
  if (!working.opened) writes.changed.push(common);
  else {
    writes.opened.push({
      ...common,
      channel_id: message.channelId,
      identity_id: person.identityId,
      contact_id: person.contactId,
      visibility: message.visibility,
      thread_key: message.threadKey ?? "",
      team_id: working.teamId,
      subject: message.subject ?? null,
      topic_ids: working.topicIds,
      created_at: working.createdAt,
    });
  }
}

/** A platform's clock may run ahead of ours; a wait never begins in the future (I24). */
function notAfter(instant: number, now: Date): Date {
  return new Date(Math.min(instant, now.getTime()));
}

function latest(a: Date | null, b: Date): Date {
  return a === null || b > a ? b : a;
}
