import type { ConversationId, LoggedEvent, UserId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { handleTime, NO_WORK, type Work, workAfter, workerOf } from "./handle-time.ts";

const kai = "kai" as UserId;
const MINUTE = 60_000;
let number = 0;

/** `minute`: of the day; the conversation is A unless told. */
function event(minute: number, type: string, more: Record<string, unknown> = {}, conversation = "A"): LoggedEvent {
  number += 1;
  const data = { conversationId: conversation as ConversationId, channelId: "shop", userId: kai, ...more };
  const actor = { type: "user", id: kai };
  return {
    type,
    data,
    actor,
    id: `e${number}`,
    at: minute * MINUTE,
    position: "1",
    seq: null,
  } as unknown as LoggedEvent;
}
const opened = (minute: number, conversation?: string) => event(minute, "conversation.opened", {}, conversation);
const left = (minute: number) => event(minute, "conversation.left");
const sent = (minute: number, messageId = `m${minute}`) => event(minute, "message.sent", { messageId, by: "user" });
const withdrawn = (minute: number, messageId: string) => event(minute, "message.withdrawn", { messageId });
const set = (minute: number, status: string, cause = "by_hand", conversation = "A") =>
  event(minute, "conversation.status_changed", { status, cause }, conversation);
const signedOut = (minute: number) => event(minute, "presence.changed", { presence: "offline" });

function workOf(events: readonly LoggedEvent[]): Work {
  return events.reduce((work, one) => (workerOf(one) === kai ? workAfter(work, one) : work), NO_WORK);
}
function minutes(events: readonly LoggedEvent[]): number[] {
  return workOf(events).ends.flatMap((end) => {
    const time = handleTime(end);
    return time === undefined ? [] : [time / MINUTE];
  });
}

describe("R91 R113 handle time", () => {
  const examples: [string, LoggedEvent[], number[]][] = [
    ["opened, answered, resolved: from opening to resolving", [opened(0), sent(3), set(5, "resolved")], [5]],
    ["opened, answered, set to Pending by the reply", [opened(10), sent(12), set(12, "pending", "after_reply")], [2]],
    ["no reply in between: no handle time", [opened(0), set(4, "resolved")], []],
    ["opened and left: no handle time", [opened(0), left(4)], []],
    [
      "a reply before leaving does not count for what is opened later",
      [opened(0), sent(1), left(2), opened(8), set(9, "resolved")],
      [],
    ],
    ["opened again counts from the last opening", [opened(0), left(2), opened(8), sent(9), set(10, "resolved")], [2]],
    [
      "told twice that it is open, e.g. after a cut: from the first",
      [opened(0), opened(3), sent(4), set(6, "pending")],
      [6],
    ],
    [
      "another one opened: the first is not in front any more",
      [opened(0), opened(5, "B"), sent(6), set(7, "pending")],
      [],
    ],
    ["signed out in between", [opened(0), sent(1), signedOut(2), set(9, "resolved")], []],
    ["several replies make one item", [opened(0), sent(1), sent(2), sent(3), set(4, "resolved")], [4]],
    ["two items in a row", [opened(0), sent(1), set(2, "pending"), opened(10), sent(11), set(13, "resolved")], [2, 3]],
    ["Pending, then Resolved at once: one item", [opened(0), sent(1), set(2, "pending"), set(3, "resolved")], [2]],
    ["resolved with many others, not opened", [set(4, "resolved")], []],
    ["a reply that was taken back is none", [opened(0), sent(1, "m"), withdrawn(2, "m"), set(3, "resolved")], []],
    [
      "a reply taken back after it had led to Pending: nothing ended yet",
      [opened(0), sent(1, "m"), set(1, "pending", "after_reply"), withdrawn(2, "m"), set(2, "new", "undone")],
      [],
    ],
    [
      "… and the next one counts from the opening",
      [
        opened(0),
        sent(1, "m"),
        set(1, "pending"),
        withdrawn(2, "m"),
        set(2, "new", "undone"),
        sent(5),
        set(6, "pending"),
      ],
      [6],
    ],
    [
      "resolved by mistake, taken back, resolved later",
      [opened(0), sent(1), set(2, "resolved"), set(3, "new", "undone"), set(7, "resolved")],
      [7],
    ],
    [
      "taking back what had no opening touches no other item",
      [opened(0), sent(1), set(2, "pending"), set(3, "resolved"), set(4, "pending", "undone")],
      [2],
    ],
  ];
  it.each(examples)("%s", (_example, events, expected) => {
    expect(minutes(events)).toEqual(expected);
  });

  it.each(examples)("I5 the same when every event comes twice: %s", (_example, events, expected) => {
    expect(
      minutes(
        events.flatMap((one) =>
          one.type === "conversation.status_changed" && one.data.cause === "undone" ? [one] : [one, one],
        ),
      ),
    ).toEqual(expected);
  });

  it("nothing of colleagues, contacts and machines is one's own work", () => {
    const others: LoggedEvent[] = [opened(0), sent(1), set(2, "resolved")].map((one) => ({
      ...one,
      actor: { type: "system", name: "Guichet" },
    }));
    expect(others.map(workerOf)).toEqual([kai, undefined, undefined]);
    expect(workerOf(event(0, "presence.changed", { presence: "away" }))).toBeUndefined();
  });
});
