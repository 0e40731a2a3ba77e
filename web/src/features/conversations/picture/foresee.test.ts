import { describe, expect, it } from "vitest";
import { buildRow, channelIdOf, instantOf, topicIdOf, userIdOf } from "../testing/build.ts";
import { applyConversation, applyConversationEvent, type ConversationsPicture } from "./conversations-picture.ts";
import { foresee, takeBack } from "./foresee.ts";
import { sumCounts } from "./queue-counts.ts";
import { NO_FILTER, type QueueFilter } from "./queue-filter.ts";
import { NOTHING_TOLD } from "./told-meanwhile.ts";

const waiting: QueueFilter = { ...NO_FILTER, status: "new", sort: "oldest" };
const row = buildRow(1, { version: 4 });

function picture(): ConversationsPicture {
  return {
    me: userIdOf(1),
    counts: { channels: [{ channelId: channelIdOf(1), new: 1, pending: 0 }] },
    foreseen: new Map(),
    told: NOTHING_TOLD,
    recent: new Map(),
    lists: [
      { filter: waiting, list: { items: [row], next: null, lookedTo: null } },
      { filter: { ...waiting, status: "pending" }, list: { items: [], next: null, lookedTo: null } },
    ],
    threads: new Map(),
    histories: [],
  };
}
const shown = (of: ConversationsPicture) => of.lists.map((kept) => kept.list.items.length);
const counted = (of: ConversationsPicture) => sumCounts(of.counts, null);
const pending = { status: "pending" as const, queueAt: instantOf(9) };

describe("an action on the screen before the server knows", () => {
  it("W103 a topic is on the row at once, stays through an older row and is taken back when it is refused", () => {
    const topicIds = [topicIdOf(1)];
    const ahead = foresee(picture(), row, { topicIds });
    const bears = (of: ConversationsPicture) => of.lists[0]?.list.items[0]?.topicIds;
    expect(bears(ahead)).toEqual(topicIds);
    expect(bears(applyConversation(ahead, { ...row, version: 4 }, []))).toEqual(topicIds);
    expect(bears(takeBack(ahead, row))).toEqual([]);
    expect(bears(applyConversation(ahead, { ...row, version: 5, topicIds }, []))).toEqual(topicIds);
  });

  it("W44 a foreseen topic brings the row into a list by that topic, and out of it again", () => {
    const byTopic: QueueFilter = { ...waiting, topics: [topicIdOf(1)] };
    const before = { ...picture(), lists: [{ filter: byTopic, list: { items: [], next: null, lookedTo: null } }] };
    const ahead = foresee(before, row, { topicIds: [topicIdOf(1)] });
    expect(shown(ahead)).toEqual([1]);
    expect(shown(takeBack(ahead, row))).toEqual([0]);
  });

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
