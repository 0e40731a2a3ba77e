import type { StoredConversation, StoredEvent, SystemState, Violation } from "../history/history.ts";
import { groupBy } from "./wishes.ts";

/** The event that tells of a message, by the message's kind. */
const TELLING = new Set(["message.received", "message.sent", "comment.added"]);

/** The log: positions without a gap, each message told of once and in the thread's order, statuses and counts that add up. */
export function checkEvents(state: SystemState): Violation[] {
  return [
    ...checkPositions(state),
    ...checkTelling(state),
    ...checkConversations(state),
    ...checkThreadKeys(state),
    ...checkCounts(state),
  ];
}

function checkPositions({ events, eventsWaiting, headPosition }: SystemState): Violation[] {
  const violations: Violation[] = [];
  const say = (detail: string) => violations.push({ invariant: "event log", detail });
  events.forEach((event, n) => {
    const expected = n === 0 ? 1n : BigInt(events[n - 1]?.position ?? 0) + 1n;
    if (BigInt(event.position) !== expected) say(`position ${event.position} stands where ${expected} belongs`);
  });
  if ((events.at(-1)?.position ?? "0") !== headPosition) say(`the head is at ${headPosition}`);
  if (eventsWaiting > 0) say(`${eventsWaiting} events were never dispatched`);
  if (new Set(events.map((event) => event.id)).size !== events.length) say("an event stands in the log twice");
  return violations;
}

function checkTelling({ events, messages }: SystemState): Violation[] {
  const telling = groupBy(
    events.filter((event) => TELLING.has(event.eventType)),
    (event) => event.messageId ?? "",
  );
  const known = new Set(messages.map((message) => message.id));
  const violations: Violation[] = [];
  for (const message of messages) {
    const told = telling.get(message.id)?.length ?? 0;
    if (told !== 1)
      violations.push({ invariant: "event log", detail: `${message.kind} ${message.id} is told of ${told} times` });
  }
  for (const [messageId, [event]] of telling)
    if (!known.has(messageId))
      violations.push({
        invariant: "event log",
        detail: `${event?.eventType} tells of ${messageId}, which is not there`,
      });
  return violations;
}

/** Per conversation: seq without a gap over messages and audit lines, told in that order, statuses that follow each other. */
function checkConversations(state: SystemState): Violation[] {
  const messages = groupBy(state.messages, (message) => message.conversationId);
  const seqs = new Map(state.messages.map((message) => [message.id, message.seq]));
  const events = groupBy(state.events, (event) => event.conversationId ?? "");
  return state.conversations.flatMap((conversation) => {
    const own = events.get(conversation.id) ?? [];
    const taken = [
      ...(messages.get(conversation.id) ?? []).map((message) => message.seq),
      ...own.flatMap((event) => (event.seq === null ? [] : [event.seq])),
    ];
    return [...checkSeqs(conversation, taken), ...checkToldOrder(own, seqs), ...checkStatuses(conversation, own)];
  });
}

function checkSeqs(conversation: StoredConversation, taken: number[]): Violation[] {
  const wrong = taken.sort((a, b) => a - b).findIndex((seq, n) => seq !== n + 1);
  if (wrong === -1 && taken.length === conversation.lastSeq) return [];
  const detail = `conversation ${conversation.id} to ${conversation.lastSeq}: ${taken.slice(0, 30).join(" ")}`;
  return [{ invariant: "out of order", detail }];
}

function checkToldOrder(events: readonly StoredEvent[], seqs: ReadonlyMap<string, number>): Violation[] {
  const told = events.flatMap((event) => {
    const seq = event.seq ?? (TELLING.has(event.eventType) ? seqs.get(event.messageId ?? "") : undefined);
    return seq === undefined ? [] : [seq];
  });
  const wrong = told.findIndex((seq, n) => n > 0 && seq < (told[n - 1] ?? 0));
  if (wrong === -1) return [];
  return [
    { invariant: "out of order", detail: `events of conversation ${events[0]?.conversationId}: ${told.join(" ")}` },
  ];
}

function checkStatuses(conversation: StoredConversation, events: readonly StoredEvent[]): Violation[] {
  let status: string | null = null;
  for (const event of events) {
    const wrong = (detail: string): Violation[] => [
      { invariant: "event log", detail: `conversation ${conversation.id}: ${detail}` },
    ];
    if (event.eventType === "conversation.created") {
      if (status !== null) return wrong("created twice");
      status = event.status;
    }
    if (event.eventType === "conversation.status_changed") {
      if (event.before !== status) return wrong(`${event.before} → ${event.status} although it was ${status}`);
      status = event.status;
    }
  }
  return status === conversation.status
    ? []
    : [{ invariant: "event log", detail: `conversation ${conversation.id} is ${conversation.status}, told ${status}` }];
}

/** I7: at most one open conversation for a contact's thread. */
function checkThreadKeys(state: SystemState): Violation[] {
  const open = state.conversations.filter((conversation) => conversation.status !== "resolved");
  const keys = groupBy(open, ({ channelId, contact, visibility, threadKey }) =>
    [channelId, contact, visibility, threadKey].join(" "),
  );
  return [...keys]
    .filter(([, conversations]) => conversations.length > 1)
    .map(([key, { length }]) => ({ invariant: "thread key", detail: `${length} open conversations for ${key}` }));
}

function checkCounts(state: SystemState): Violation[] {
  const counted: Record<string, number> = {};
  for (const { channelId, status } of state.conversations)
    if (status !== "resolved") counted[`${channelId} ${status}`] = (counted[`${channelId} ${status}`] ?? 0) + 1;
  const keys = new Set([...Object.keys(counted), ...Object.keys(state.queueCounts)]);
  return [...keys]
    .filter((key) => (counted[key] ?? 0) !== (state.queueCounts[key] ?? 0))
    .map((key) => ({
      invariant: "queue counts",
      detail: `${key}: kept ${state.queueCounts[key] ?? 0}, recounted ${counted[key] ?? 0}`,
    }));
}
