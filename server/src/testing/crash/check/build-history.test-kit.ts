import type { ContactMessage, Recorded, StoredEvent, StoredMessage, SystemState } from "../history/history.ts";

type Mutable<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? Map<K, Mutable<V>>
    : T extends object
      ? { -readonly [K in keyof T]: Mutable<T[K]> }
      : T;
export type History = { record: Recorded[]; state: Mutable<SystemState> };

/**
 * A small history without a fault: contact Ada writes twice, agent Eve answers once and writes a comment, the provider
 * has the answer and said so, a browser saw it all, a visitor of the web messenger wrote once.
 */
export function buildHistory(): History {
  const messages = [
    buildMessage({ id: "m1", seq: 1, kind: "inbound", externalId: "e1", text: "one" }),
    buildMessage({ id: "m2", seq: 2, kind: "inbound", externalId: "e2", text: "two" }),
    buildMessage({ id: "m3", seq: 3, kind: "outbound", text: "three", deliveryState: "delivered" }),
    buildMessage({ id: "m4", seq: 5, kind: "comment", text: "four" }),
    buildMessage({ id: "v1", conversationId: "c2", channelId: "web", kind: "inbound", externalId: "v1", text: "hi" }),
  ];
  const events = [
    buildEvent(1, "conversation.created", { status: "new" }),
    buildEvent(2, "message.received", { messageId: "m1" }),
    buildEvent(3, "message.received", { messageId: "m2" }),
    buildEvent(4, "message.sent", { messageId: "m3" }),
    buildEvent(5, "conversation.status_changed", { seq: 4, before: "new", status: "pending" }),
    buildEvent(6, "comment.added", { messageId: "m4" }),
    buildEvent(7, "message.delivery_changed", { messageId: "m3" }),
    buildEvent(8, "conversation.opened", {}),
    buildEvent(9, "conversation.created", { conversationId: "c2", channelId: "web", status: "new" }),
    buildEvent(10, "message.received", { conversationId: "c2", channelId: "web", messageId: "v1" }),
  ];
  const conversation = { organizationId: "o1", threadKey: "", visibility: "private" };
  return {
    record: buildRecord(),
    state: {
      channels: [
        { id: "api", organizationId: "o1", platform: "api" },
        { id: "web", organizationId: "o1", platform: "messenger" },
      ],
      conversations: [
        { ...conversation, id: "c1", channelId: "api", contact: "ada", status: "pending", lastSeq: 5 },
        { ...conversation, id: "c2", channelId: "web", contact: "bob", status: "new", lastSeq: 1 },
      ],
      messages,
      outbox: [],
      deliveries: [{ id: "d1", state: "done", reason: null }],
      attachments: [{ messageId: "m2", name: "cat.png", state: "stored", failure: null, bytes: 7 }],
      events,
      eventsWaiting: 0,
      headPosition: "10",
      queueCounts: { "api pending": 1, "api new": 0, "web new": 1 },
      shown: new Map([["c1", ["m1", "m2", "m3", "m4"]]]),
    },
  };
}

function buildRecord(): Recorded[] {
  const wishes = [
    contactMessage({ externalId: "e1", n: 1, text: "one" }),
    contactMessage({ externalId: "e2", n: 2, text: "two", files: [{ name: "cat.png", end: "stored", size: 7 }] }),
    contactMessage({ channelId: "web", contact: "bob", externalId: "v1", text: "hi" }),
    agentMessage({ messageId: "m3", text: "three" }),
    agentMessage({ messageId: "m4", text: "four", comment: true }),
    { kind: "claim", agent: "eve", conversationId: "c1", version: 3 } as const,
  ];
  return [
    ...wishes.map((wish, op) => ({ type: "begin", op, wish }) as const),
    ...wishes.map((_, op) => ({ type: "end", op, outcome: "ok" }) as const),
    delivered({}),
    { type: "told", messageId: "m3", status: "delivered" },
    {
      type: "follower_start",
      follower: "f",
      organizationId: "o1",
      channelIds: ["api"],
      position: "1",
      counts: { "api new": 1 },
    },
    frame("3", { entryIds: ["m1", "m2"] }),
    frame("7", { version: 5, status: "pending", after: "pending", entryIds: ["m3", "event5", "m4"] }),
    { type: "frame", follower: "f", position: "9" },
    { type: "visitor_saw", channelId: "web", contact: "bob", messages: [{ id: "v1", from: "visitor" }] },
  ];
}

export function contactMessage(fields: Partial<ContactMessage>): ContactMessage {
  const usual = { channelId: "api", contact: "ada", externalId: "e", n: 1, text: "", files: [] };
  return { kind: "contact_message", ...usual, ...fields };
}

export function agentMessage(fields: { messageId: string; text?: string; comment?: boolean }) {
  return { kind: "agent_message", agent: "eve", conversationId: "c1", text: "", comment: false, ...fields } as const;
}

export function delivered(fields: Partial<Extract<Recorded, { type: "delivered" }>>): Recorded {
  const usual = { channelId: "api", messageId: "m3", contact: "ada", text: "three", effect: true };
  return { type: "delivered", ...usual, ...fields };
}

export function frame(
  position: string,
  fields: Partial<NonNullable<Extract<Recorded, { type: "frame" }>["conversation"]>>,
): Recorded {
  const usual = { id: "c1", channelId: "api", version: 3, status: "new", before: "new", after: "new", entryIds: [] };
  return { type: "frame", follower: "f", position, conversation: { ...usual, ...fields } };
}

export function buildMessage(fields: Partial<StoredMessage> & Pick<StoredMessage, "id" | "kind">): StoredMessage {
  const seq = fields.seq ?? 1;
  const usual = { conversationId: "c1", channelId: "api", externalId: null, text: "", deliveryState: null };
  return { ...usual, ...fields, seq, orderKey: fields.orderKey ?? seq };
}

export function buildEvent(position: number, eventType: string, fields: Partial<StoredEvent>): StoredEvent {
  return {
    position: String(position),
    id: `event${position}`,
    organizationId: "o1",
    eventType,
    conversationId: "c1",
    channelId: "api",
    messageId: null,
    seq: null,
    status: null,
    before: null,
    assignee: null,
    cause: null,
    deliveryState: null,
    ...fields,
  };
}
