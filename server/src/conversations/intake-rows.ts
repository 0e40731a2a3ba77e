import type {
  AutoResolve,
  ConversationFacts,
  ConversationId,
  ConversationStatus,
  DomainEvent,
  MessageId,
  ResolutionReasonId,
  StatusCause,
  TagId,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import type { Holder, LastMessage } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { excerpt } from "./conversation.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";
import type { Person } from "./intake-people.ts";
import type { IntakeOutcome } from "./intake-steps.ts";
import { type Silenced, silencedEvents, statusData } from "./muting/silenced.ts";
import { earlier, resolvesAt } from "./time/auto-resolve.ts";
import { type Boomerang, boomerangAfter, boomerangColumns } from "./time/boomerang.ts";

export const SYSTEM = { type: "system", name: "Guichet" };

/** A conversation while a batch runs through it. */
export type Working = {
  id: ConversationId;
  opened: boolean;
  status: ConversationStatus;
  queueAt: Date;
  waitingSince: Date | null;
  assigneeId: UserId | null;
  /** From whom the assignment was taken because they are signed out (W77), until that is told. */
  taken: { readonly from: UserId; readonly seq: number } | null;
  lockUserId: UserId | null;
  teamId: TeamId | null;
  teamByHand: boolean;
  priority: number;
  holder: Holder | null;
  lastSeq: number;
  lastInboundAt: Date | null;
  windowEndsAt: Date | null;
  lastMessage: LastMessage | null;
  topicIds: readonly TopicId[];
  /** Something was added to them in this batch. */
  topicsAdded: boolean;
  tagIds: readonly TagId[];
  tagsAdded: boolean;
  /** With what a rule resolved it in this batch. */
  resolution: { readonly reasonId: ResolutionReasonId | null; readonly reason: string | null } | null;
  createdAt: Date;
  statusSince: Date;
  arrivedAt: Date;
  resolveAt: Date | null;
  terms: AutoResolve;
  boomerang: Boomerang | null;
};

/** A contact's message has come: what is set now holds for this conversation from here on (W60), and age begins anew. */
export function arrive(working: Working, before: ConversationStatus, known: LoadedFacts, now: Date): void {
  working.terms = known.terms;
  working.arrivedAt = now;
  if (before === working.status && !working.opened) {
    working.resolveAt = earlier(working.resolveAt, resolvesAt(working.status, working.terms, working));
    return;
  }
  working.statusSince = now;
  working.resolveAt = resolvesAt(working.status, working.terms, working);
}

/** W77: what comes back to New is not left with somebody who is signed out. Told with the message that brought it back. */
export function takeAssignment(working: Working): void {
  if (working.assigneeId === null) return;
  working.lastSeq += 1;
  working.taken = { from: working.assigneeId, seq: working.lastSeq };
  working.assigneeId = null;
}

/** W69: a contact's message ends the boomerang. Told before the message itself, as the audit trail has it. */
export function endBoomerang(
  writes: IntakeWrites,
  working: Working,
  sayer: Sayer,
  { before, silenced }: { readonly before: ConversationStatus; readonly silenced: Silenced | null },
  now: Date,
): void {
  const cause: StatusCause = silenced?.cause ?? "contact_message";
  const { cancelled, after } = boomerangAfter(working.boomerang, silenced === null ? "new" : "resolved", cause, {
    wanted: undefined,
    systemHours: null,
    now,
  });
  working.boomerang = after;
  if (cancelled === null) return;
  const { by, note } = cancelled;
  if (by !== null) working.lastSeq += 1;
  // It stands before the change of status: who counts by events must not miss that change.
  const data = { ...factsOfWorking(working, sayer), status: before, by, note, cause };
  sayTo(writes, working, sayer, now)({ type: "boomerang.cancelled", data }, by === null ? null : working.lastSeq);
}

/** The message as its columns. */
export function messageRow(
  working: Working,
  person: Person,
  message: InboundMessage,
  id: MessageId,
  { lateKey, replyToId }: { readonly lateKey: number | undefined; readonly replyToId: MessageId | null },
  { tags }: Pick<IntakeOutcome, "tags">,
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
    reply_to_id: replyToId,
    external_id: message.externalId,
    automatic: message.automatic,
    context: message.context ?? null,
    sent_at: new Date(message.occurredAt),
    created_at: now,
    delivery_state: inbound ? null : "sent",
    delivery_id: message.deliveryId,
    tag_ids: tags.length === 0 ? null : tags.map((tag) => tag.tagId),
  };
}

/** What the queue row shows of it. */
export function toLastMessage(message: InboundMessage, id: MessageId, person: Person, now: Date): LastMessage {
  const inbound = message.direction === "in";
  return {
    id,
    kind: inbound ? "inbound" : "outbound",
    text: excerpt(message.text || message.subject || ""),
    authorName: inbound ? person.name : "",
    attachments: message.media.length,
    at: now.toISOString(),
    deliveryState: inbound ? null : "sent",
    ...(message.reaction === undefined ? {} : { about: "reaction" as const }),
  };
}

/** The events of one message, in order (I4: written with it). */
export function tell(
  writes: IntakeWrites,
  working: Working,
  person: Person,
  message: InboundMessage,
  messageId: MessageId,
  first: boolean,
  before: ConversationStatus,
  silenced: Silenced | null,
  now: Date,
): void {
  const sayer = { message, person };
  const facts = factsOfWorking(working, sayer);
  const say = sayTo(writes, working, sayer, now);
  if (first) say({ type: "conversation.created", data: facts });
  if (!first && before !== working.status && silenced === null)
    say({ type: "conversation.status_changed", data: statusData(facts, before, "contact_message") });
  if (silenced !== null && (first || before !== working.status))
    tellSilenced(writes, working, sayer, first ? "resolved" : before, silenced, now);
  tellTaken(writes, working, sayer, now);
  if (message.direction === "in")
    say({ type: "message.received", data: { ...facts, messageId, automatic: message.automatic, ...markOf(message) } });
  else say({ type: "message.sent", data: { ...facts, messageId, by: "app" } });
}

function markOf({ reaction }: InboundMessage): { reaction?: true } {
  return reaction === undefined ? {} : { reaction: true };
}

function tellTaken(writes: IntakeWrites, working: Working, sayer: Sayer, now: Date): void {
  const { taken } = working;
  if (taken === null) return;
  working.taken = null;
  const data = { ...factsOfWorking(working, sayer), before: taken.from, cause: "signed_out" as const };
  const event: DomainEvent = { type: "conversation.assigned", data };
  write(writes, working, sayer.message, { event, actor: SYSTEM, seq: taken.seq, now });
}

/** Its line stands below the message. */
function tellSilenced(
  writes: IntakeWrites,
  working: Working,
  sayer: Sayer,
  before: ConversationStatus,
  silenced: Silenced,
  now: Date,
): void {
  working.lastSeq += 1;
  const [line, ...others] = silencedEvents(factsOfWorking(working, sayer), before, silenced);
  write(writes, working, sayer.message, { event: line, actor: SYSTEM, seq: working.lastSeq, now });
  for (const event of others) write(writes, working, sayer.message, { event, actor: SYSTEM, seq: null, now });
}

export type Sayer = { readonly message: InboundMessage; readonly person: Person };

export function factsOfWorking(working: Working, { message, person }: Sayer): ConversationFacts {
  return {
    conversationId: working.id,
    channelId: message.channelId,
    contactId: person.contactId,
    identityId: person.identityId,
    visibility: message.visibility,
    status: working.status,
    assigneeId: working.assigneeId,
    teamId: working.teamId,
    holderId: working.holder?.id ?? null,
  };
}

function sayTo(writes: IntakeWrites, working: Working, { message, person }: Sayer, now: Date) {
  const actor =
    message.direction === "in" ? { type: "contact", id: person.contactId } : { type: "system", name: message.platform };
  return (event: DomainEvent, seq: number | null = null): void =>
    write(writes, working, message, { event, actor, seq, now });
}

export function write(
  writes: IntakeWrites,
  working: Working,
  message: InboundMessage,
  { event, actor, seq, now }: { event: DomainEvent; actor: object; seq: number | null; now: Date },
): void {
  writes.events.push({
    id: uuidV7(),
    type: event.type,
    conversation_id: working.id,
    channel_id: message.channelId,
    seq,
    actor,
    data: event.data,
    at: now,
  });
}

/** A new conversation whole, an open one by what changed. */
export function writeConversation(
  working: Working,
  person: Person,
  message: InboundMessage,
  writes: IntakeWrites,
): void {
  const common = {
    id: working.id,
    status: working.status,
    assignee_id: working.assigneeId,
    queue_at: working.queueAt,
    waiting_since: working.waitingSince,
    last_seq: working.lastSeq,
    last_inbound_at: working.lastInboundAt,
    window_ends_at: working.windowEndsAt,
    last_message: working.lastMessage,
    status_since: working.statusSince,
    arrived_at: working.arrivedAt,
    resolve_at: working.resolveAt,
    auto_resolve: working.terms,
    ...boomerangColumns(working.boomerang),
    team_id: working.teamId,
    team_by_hand: working.teamByHand,
    priority: working.priority,
    tag_ids: working.tagsAdded ? working.tagIds : null,
    resolution_reason: working.resolution?.reason ?? null,
    resolution_reason_id: working.resolution?.reasonId ?? null,
  };
  if (!working.opened) writes.changed.push({ ...common, topic_ids: working.topicsAdded ? working.topicIds : null });
  else {
    writes.opened.push({
      ...common,
      channel_id: message.channelId,
      identity_id: person.identityId,
      contact_id: person.contactId,
      visibility: message.visibility,
      thread_key: message.threadKey ?? "",
      subject: message.subject ?? firstWords(message.post?.text),
      topic_ids: working.topicIds,
      holder: working.holder,
      created_at: working.createdAt,
    });
  }
}

/** Of a post: what names the conversation in lists, where the platform says nothing shorter. */
function firstWords(text: string | undefined): string | null {
  return text ? excerpt(text) : null;
}
