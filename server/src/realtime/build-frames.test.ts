import type { ConversationStatus, LoggedEvent } from "@guichet/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { buildNews, type Loaded, statusChangeAfter } from "./build-frames.ts";

type Move = { readonly conversation: number; readonly status: ConversationStatus | "same" };
type Counts = Record<string, number>;
const NONE: Counts = { new: 0, pending: 0, resolved: 0 };

const moves = fc.array(
  fc.record({
    conversation: fc.nat(1),
    status: fc.constantFrom<ConversationStatus | "same">("new", "pending", "resolved", "same"),
  }),
  { minLength: 1, maxLength: 30 },
);

it("I13 whatever a browser has heard already, the rest of a batch leaves it with the server's counts", () => {
  fc.assert(
    fc.property(moves, fc.nat(), fc.nat(), (list, a, b) => {
      const events = toEvents(list);
      // It caught up to `heard`; the live batch that comes next begins at or before that.
      const heard = a % (events.length + 1);
      const from = b % (heard + 1);
      const counts = { ...NONE };
      count(counts, events.slice(0, heard), 0n);
      count(counts, events.slice(from), BigInt(heard));
      expect(counts).toEqual(statusesOf(events));
    }),
    { numRuns: 1000 },
  );
});

it("I13 a conversation that went to Pending and back within one batch is counted once by who heard the first half", () => {
  const events = toEvents([
    { conversation: 0, status: "same" },
    { conversation: 0, status: "pending" },
    { conversation: 0, status: "new" },
  ]);
  const counts = { ...NONE };
  count(counts, events.slice(0, 2), 0n);
  expect(counts).toEqual({ ...NONE, pending: 1 });
  count(counts, events.slice(1), 2n);
  expect(counts).toEqual({ ...NONE, new: 1 });
});

/** As a browser does with its frames. */
function count(counts: Counts, events: readonly LoggedEvent[], position: bigint): void {
  for (const news of buildNews(events, loaded)) {
    if (news.kind !== "conversation" || BigInt(news.position) <= position) continue;
    const { before, after } = statusChangeAfter(news, position);
    if (before !== null) counts[before] = (counts[before] ?? 0) - 1;
    if (after !== null) counts[after] = (counts[after] ?? 0) + 1;
  }
}

function statusesOf(events: readonly LoggedEvent[]): Counts {
  const last = new Map<string, ConversationStatus>();
  const counts = { ...NONE };
  for (const { data } of events) {
    if (!("conversationId" in data)) continue;
    last.set(data.conversationId, data.status);
  }
  for (const status of last.values()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The first event of a conversation makes it, the others change its status or say something else. */
function toEvents(list: readonly Move[]): LoggedEvent[] {
  const statuses = new Map<number, ConversationStatus>();
  return list.map(({ conversation, status }, n) => {
    const before = statuses.get(conversation);
    const now = status === "same" ? (before ?? "new") : status;
    statuses.set(conversation, now);
    const type =
      before === undefined
        ? "conversation.created"
        : status === "same" || status === before
          ? "conversation.assigned"
          : "conversation.status_changed";
    const data = { conversationId: `c${conversation}`, channelId: "channel", status: now, before };
    return { position: String(n + 1), id: `e${n}`, type, seq: null, data } as never;
  });
}

const loaded: Loaded = {
  rows: new Map([0, 1].map((n) => [`c${n}`, { id: `c${n}` }] as never)),
  messages: new Map(),
  audit: new Map(),
  scheduled: new Map(),
  colleagues: new Map(),
  contacts: new Map(),
};
