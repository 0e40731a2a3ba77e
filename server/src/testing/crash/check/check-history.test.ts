import { expect, test } from "vitest";
import type { Invariant } from "../history/history.ts";
import { agentMessage, buildEvent, buildMessage, delivered, frame, type History } from "./build-history.test-kit.ts";
import {
  all,
  changeHands,
  claimToo,
  copy,
  drop,
  isEnd,
  leave,
  openSecond,
  patch,
  patchFile,
  refuse,
  remove,
  saw,
  set,
  swap,
  TAKEN_BACK,
  takeBack,
  tellTwice,
  verdict,
} from "./damage.test-kit.ts";

test("a history without a fault has no violation", () => {
  expect(verdict(() => undefined)).toEqual([]);
});

type Case = [what: string, damage: (history: History) => void, ...broken: Invariant[]];

const inbound: Case[] = [
  ["an acknowledged message that is not there", ({ state }) => drop(state.messages, "v1"), "lost"],
  ["a message stored twice", ({ state }) => void state.messages.push(copy("m1", "m9", 6)), "doubled"],
  [
    "a message in somebody else's conversation",
    ({ state }) => patch(state.messages, "m2", { conversationId: "c2" }),
    "crossing",
  ],
  ["a message whose text was cut", ({ state }) => patch(state.messages, "m1", { text: "on" }), "lost"],
  [
    "messages of a contact shown in the wrong order",
    ({ state }) => patch(state.messages, "m1", { orderKey: 2.5 }),
    "out of order",
  ],
  ["a message that nobody sent", ({ state }) => patch(state.messages, "m1", { externalId: "e7" }), "invented", "lost"],
  ["a raw delivery left lying", ({ state }) => patch(state.deliveries, "d1", { state: "stored" }), "stuck"],
  ["a raw delivery that died", ({ state }) => patch(state.deliveries, "d1", { state: "dead" }), "stuck"],
  ["a file that is gone", ({ state }) => void state.attachments.pop(), "attachment"],
  ["a file cut short", ({ state }) => patchFile(state, { bytes: 6 }), "attachment"],
  [
    "a file shown as failed that could be had",
    ({ state }) => patchFile(state, { state: "failed", failure: "x" }),
    "attachment",
  ],
  ["a sender who was never answered", ({ record }) => void record.splice(record.findIndex(isEnd), 1), "stuck"],
];

const outbound: Case[] = [
  ["an acknowledged reply that is not there", ({ state }) => drop(state.messages, "m3"), "lost", "invented"],
  ["a reply the provider got twice", ({ record }) => void record.push(delivered({})), "doubled"],
  ["a reply shown as sent that never left", ({ record }) => remove(record, "delivered"), "lost"],
  [
    "a queued reply without a row in the outbox",
    ({ state }) => patch(state.messages, "m3", { deliveryState: "queued" }),
    "lost",
  ],
  ["a queued reply in the end", ({ state }) => leave(state, "queued", "ready"), "stuck"],
  [
    "a reply shown as failed that the provider has",
    ({ state, record }) => all(leave(state, "failed", "failed"), remove(record, "told")),
    "dishonest state",
  ],
  [
    "an uncertain reply of which the provider said that it arrived",
    ({ state }) => leave(state, "uncertain", "uncertain"),
    "dishonest state",
  ],
  ["a receipt that was swallowed", ({ state }) => patch(state.messages, "m3", { deliveryState: "sent" }), "lost"],
  [
    "a comment that left the house",
    ({ record }) => void record.push(delivered({ messageId: "m4", text: "four" })),
    "crossing",
  ],
  [
    "a reply at another channel's address",
    ({ record }) => swap(record, "delivered", delivered({ channelId: "web" })),
    "crossing",
  ],
  ["a reply that nobody wrote", ({ record }) => void record.push(delivered({ messageId: "m9" })), "invented"],
  ["a reply taken back that left all the same", ({ record }) => takeBack(record, "ok"), "dishonest state"],
  [
    "a reply shown as taken back that the provider has",
    ({ state, record }) => all(patch(state.messages, "m3", TAKEN_BACK), takeBack(record, "ok")),
    "dishonest state",
  ],
  [
    "a reply taken back although its author was told that it had left",
    ({ state, record }) =>
      all(patch(state.messages, "m3", TAKEN_BACK), takeBack(record, "refused"), remove(record, "delivered")),
    "lost",
  ],
  ["a comment shown twice", ({ state }) => void state.shown?.get("c1")?.push("m4"), "doubled"],
  ["a message that agents do not get to see", ({ state }) => void state.shown?.get("c1")?.pop(), "lost"],
];

const log: Case[] = [
  ["a position left out", ({ state }) => patch(state.events, "event10", { position: "11" }), "event log"],
  ["events that were never dispatched", ({ state }) => set(state, "eventsWaiting", 2), "event log"],
  [
    "a message nobody was told of",
    ({ state }) => patch(state.events, "event10", { eventType: "message.changed" }),
    "event log",
  ],
  ["a message told of twice", ({ state, record }) => tellTwice(state, record), "event log"],
  [
    "an event of a message that is not there",
    ({ state, record }) => all(drop(state.messages, "v1"), refuse(record, "v1")),
    "event log",
  ],
  ["a seq left out", ({ state }) => patch(state.conversations, "c1", { lastSeq: 6 }), "out of order"],
  [
    "events of a conversation in the wrong order",
    ({ state }) => patch(state.events, "event3", { messageId: "m1" }),
    "event log",
  ],
  [
    "a status that the log does not know",
    ({ state }) => patch(state.conversations, "c2", { status: "pending" }),
    "event log",
    "queue counts",
  ],
  ["a wrong count", ({ state }) => set(state.queueCounts, "web new", 2), "queue counts"],
  ["two open conversations of one thread", ({ state }) => void openSecond(state), "thread key"],
  ["a conversation that changed hands behind somebody's back", ({ state }) => changeHands(state), "two winners"],
  ["two winners of one claim", ({ record }) => claimToo(record), "two winners"],
];

const clients: Case[] = [
  ["a frame that was missed", ({ record }) => swap(record, "frame", frame("2", { entryIds: ["m1"] })), "live feed"],
  ["a frame seen twice", ({ record }) => void record.push(frame("7", {})), "live feed"],
  ["a frame without its message", ({ record }) => swap(record, "frame", frame("3", { entryIds: ["m1"] })), "live feed"],
  [
    "a frame of a channel one may not see",
    ({ record }) => void record.push(frame("10", { channelId: "web" })),
    "crossing",
  ],
  [
    "counters that went astray",
    ({ record }) => swap(record, "frame", frame("3", { before: null, entryIds: ["m1", "m2"] })),
    "live feed",
  ],
  ["a visitor who misses a message", ({ record }) => swap(record, "visitor_saw", saw([])), "lost"],
  ["a visitor who sees another's message", ({ record }) => swap(record, "visitor_saw", saw(["v1", "m1"])), "crossing"],
  ["a visitor who sees a message twice", ({ record }) => swap(record, "visitor_saw", saw(["v1", "v1"])), "doubled"],
];

test.each([...inbound, ...outbound, ...log, ...clients])("%s is found", (_, damage, ...broken) => {
  const found = verdict(damage);
  expect(found.length).toBeGreaterThan(0);
  for (const invariant of broken) expect(found).toContain(invariant);
});

test("a message whose outcome is unknown may be there or not, but not twice", () => {
  const unknown = ({ record }: History) =>
    void record.splice(record.findIndex(isEnd) + 2, 1, { type: "end", op: 2, outcome: "unknown" });
  expect(verdict(unknown)).toEqual([]);
});

test("a client that was told to reload begins anew", () => {
  const reload = ({ record }: History) => {
    remove(record, "frame");
    record.push({ type: "reloaded", follower: "f" });
    record.push({
      type: "follower_start",
      follower: "f",
      organizationId: "o1",
      channelIds: ["api"],
      position: "10",
      counts: { "api pending": 1 },
    });
  };
  expect(verdict(reload)).toEqual([]);
});

test("the provider must get replies in the order of the thread", () => {
  const second = (history: History) => {
    history.state.messages.push(
      buildMessage({ id: "m5", seq: 6, kind: "outbound", text: "five", deliveryState: "sent" }),
    );
    patch(history.state.conversations, "c1", { lastSeq: 6 });
    history.state.events.push(buildEvent(11, "message.sent", { messageId: "m5" }));
    history.state.headPosition = "11";
    history.state.shown?.get("c1")?.push("m5");
    history.record.push({ type: "begin", op: 99, wish: agentMessage({ messageId: "m5", text: "five" }) });
    history.record.push({ type: "end", op: 99, outcome: "ok" });
    history.record.push(
      frame("11", { version: 6, status: "pending", before: "pending", after: "pending", entryIds: ["m5"] }),
    );
  };
  const line = delivered({ messageId: "m5", text: "five" });
  expect(verdict((history) => all(second(history), history.record.push(line)))).toEqual([]);
  expect(verdict((history) => all(second(history), history.record.unshift(line)))).toEqual(["out of order"]);
});
