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
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeWrites, LoadedFacts } from "./intake.sql.ts";

export type Person = { identityId: IdentityId; contactId: ContactId; name: string };

/** A conversation while a batch runs through it. */
export type Working = {
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

/** The message as its columns. */
export function messageRow(
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
    writes.events.push({
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
