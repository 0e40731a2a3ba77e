import type { ThreadEntry } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import type { CrossChannelHistory } from "../picture/cross-channel-history.ts";
import { buildMessage, buildRow, buildView, channelIdOf, conversationIdOf, instantOf } from "../testing/build.ts";
import { mergeHistory } from "./merge-history.ts";

const row = buildRow(1);
/** Message `number` of the other conversation, at second `number`. */
const other = (number: number, change: Parameters<typeof buildMessage>[1] = {}) =>
  buildMessage(number, { conversationId: conversationIdOf(2), ...change });
const history = (entries: ThreadEntry[], before: string | null = null): CrossChannelHistory => ({
  openId: row.id,
  contactIds: [row.contact.id],
  conversations: [{ id: conversationIdOf(2), channelId: channelIdOf(2), platform: "email" }],
  entries,
  before,
});
const numbers = (entries: readonly ThreadEntry[]) => entries.map((entry) => entry.seq);

describe("the thread among the person's other conversations", () => {
  it("W89 stands in one order of time", () => {
    const view = buildView(row, { entries: [buildMessage(1), buildMessage(4)] });
    const merged = mergeHistory(view, history([other(2), other(3), other(5)]));
    expect(numbers(merged.entries)).toEqual([1, 2, 3, 4, 5]);
    expect(merged.next).toBe(null);
  });

  it("W89 shows nothing above the place up to which both are loaded, and fetches there first", () => {
    const view = buildView(row, { entries: [buildMessage(1), buildMessage(8)], before: "thread" });
    const near = mergeHistory(view, history([other(5), other(6)], "history"));
    expect(numbers(near.entries)).toEqual([5, 6, 8]);
    expect(near.next).toBe("history");
    const far = mergeHistory({ ...view, entries: [buildMessage(7), buildMessage(8)] }, history([other(5)], "history"));
    expect(numbers(far.entries)).toEqual([7, 8]);
    expect(far.next).toBe("thread");
    // All of the other is there: only the thread goes on.
    const rest = mergeHistory({ ...view, entries: [buildMessage(7)] }, history([other(5)]));
    expect(numbers(rest.entries)).toEqual([7]);
    expect(rest.next).toBe("thread");
  });

  it("W89 keeps the order inside of each conversation, where one came late", () => {
    const view = buildView(row, { entries: [buildMessage(2), buildMessage(9)] });
    const late = other(6, { at: instantOf(1), orderKey: 7 });
    const merged = mergeHistory(view, history([other(4), late, other(8)]));
    expect(numbers(merged.entries)).toEqual([2, 4, 6, 8, 9]);
  });

  it("W89 holds each entry once", () => {
    const view = buildView(row, { entries: [other(1), buildMessage(3)] });
    expect(numbers(mergeHistory(view, history([other(1), other(2)])).entries)).toEqual([1, 2, 3]);
  });
});
