import { describe, expect, it } from "vitest";
import { buildRow, channelIdOf, instantOf, userIdOf } from "../testing/build.ts";
import { applyConversation, applyConversationEvent, type ConversationsPicture } from "./conversations-picture.ts";
import { foresee, takeBack } from "./foresee.ts";
import { sumCounts } from "./queue-counts.ts";
import type { QueueFilter } from "./queue-filter.ts";

const waiting: QueueFilter = { status: "new", channels: null, assignedTo: null, sort: "oldest" };
const row = buildRow(1, { version: 4 });

function picture(): ConversationsPicture {
  return {
    me: userIdOf(1),
    counts: { channels: [{ channelId: channelIdOf(1), new: 1, pending: 0 }] },
    foreseen: new Map(),
    recent: new Map(),
    lists: [
      { filter: waiting, list: { items: [row], next: null } },
      { filter: { ...waiting, status: "pending" }, list: { items: [], next: null } },
    ],
    threads: new Map(),
  };
}
const shown = (of: ConversationsPicture) => of.lists.map((kept) => kept.list.items.length);
const counted = (of: ConversationsPicture) => sumCounts(of.counts, null);
const pending = { status: "pending" as const, queueAt: instantOf(9) };

describe("an action on the screen before the server knows", () => {
  it("W57 moves the row and the counters at once, and counts its event only once", () => {
    const ahead = foresee(picture(), row, pending);
    expect(shown(ahead)).toEqual([0, 1]);
    expect(counted(ahead)).toEqual({ new: 0, pending: 1 });
    const conversation = { ...row, ...pending, version: 5 };
    const settled = applyConversationEvent(ahead, {
      conversation,
      entries: [],
      statusBefore: "new",
      statusAfter: "pending",
    });
    expect(shown(settled)).toEqual([0, 1]);
    expect(counted(settled)).toEqual({ new: 0, pending: 1 });
    expect(settled.foreseen.size).toBe(0);
  });

  it("is not undone by an older row that is still on its way", () => {
    const ahead = foresee(picture(), row, pending);
    const late = applyConversationEvent(ahead, {
      conversation: row,
      entries: [],
      statusBefore: "new",
      statusAfter: "new",
    });
    expect(shown(late)).toEqual([0, 1]);
    expect(counted(late)).toEqual({ new: 0, pending: 1 });
  });

  it("W85 goes back to what was when the server refuses", () => {
    const back = takeBack(foresee(picture(), row, pending), row);
    expect(shown(back)).toEqual([1, 0]);
    expect(counted(back)).toEqual({ new: 1, pending: 0 });
    expect(shown(applyConversation(back, { ...row, version: 5 }, []))).toEqual([1, 0]);
  });

  it("yields when somebody else was faster", () => {
    const conversation = { ...row, status: "resolved" as const, version: 5 };
    const ahead = foresee(picture(), row, pending);
    const other = applyConversationEvent(ahead, {
      conversation,
      entries: [],
      statusBefore: "new",
      statusAfter: "resolved",
    });
    expect(shown(takeBack(other, row))).toEqual([0, 0]);
    expect(counted(takeBack(other, row))).toEqual({ new: 0, pending: 0 });
  });

  it("counts nothing when it is undone before the server answers", () => {
    const ahead = foresee(picture(), row, pending);
    const undone = foresee(ahead, { ...row, ...pending, version: 4.5 }, { status: "new", queueAt: row.queueAt });
    expect(counted(undone)).toEqual({ new: 1, pending: 0 });
    expect(undone.foreseen.size).toBe(0);
  });
});
