import { describe, expect, it } from "vitest";
import { buildRow, instantOf } from "../testing/build.ts";
import { isUnread } from "./read-seqs.ts";
import { mergeUnreadMarks, seenUpTo } from "./unread-marks.ts";

const mark = (from: number | null, turn: number) => ({ from, turn });

describe("marked unread by hand", () => {
  it("W98 the mark of a later turn counts, in whatever order they are heard", () => {
    const [set, taken] = [{ a: mark(4, 1) }, { a: mark(null, 2) }];
    expect(mergeUnreadMarks(mergeUnreadMarks({}, set), taken)).toEqual(taken);
    expect(mergeUnreadMarks(mergeUnreadMarks({}, taken), set)).toEqual(taken);
    // The server's answer corrects the place that this page had supposed.
    expect(mergeUnreadMarks({ a: mark(9, 1) }, { a: mark(4, 1), b: mark(2, 1) })).toEqual({ ...set, b: mark(2, 1) });
  });

  it.each([
    ["not marked", 7, undefined, 7],
    ["read again", 7, mark(null, 2), 7],
    ["marked", 7, mark(5, 1), 4],
    ["marked, but not even seen so far", 3, mark(5, 1), 3],
    ["never opened", null, mark(5, 1), null],
  ])("W98 the unread mark stands after what counts as seen: %s", (_, readSeq, marked, expected) => {
    expect(seenUpTo(readSeq, marked)).toBe(expected);
  });

  it("W98 in the list it is bold though nobody waits there; without a mark it is so only where the contact waits", () => {
    const answered = buildRow(1, { waitingSince: null, lastSeq: 5 });
    expect(isUnread(answered, 5, mark(4, 1))).toBe(true);
    expect(isUnread(answered, 2, undefined)).toBe(false);
    expect(isUnread(answered, 5, mark(null, 2))).toBe(false);
    const waiting = buildRow(1, { waitingSince: instantOf(1), lastSeq: 5 });
    expect([isUnread(waiting, 4, undefined), isUnread(waiting, 5, undefined)]).toEqual([true, false]);
  });
});
