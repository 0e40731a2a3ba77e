import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMessage } from "../../testing/build-message.ts";
import { addMessages, countUnread, EMPTY_THREAD, inOrder, isNewer, isSeen, moveCursor } from "./thread.ts";

describe("the thread", () => {
  it("I13 compares cursors as the whole numbers they are, beyond what a number holds", () => {
    expect(isNewer("9007199254740993", "9007199254740992")).toBe(true);
    expect(isNewer("10", "9")).toBe(true);
    expect(isNewer("9", "10")).toBe(false);
    expect(isNewer("7", "7")).toBe(false);
    expect(isNewer("0", null)).toBe(true);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), fc.bigInt({ min: 0n, max: 2n ** 63n }), (a, b) => {
        expect(isNewer(`${a}`, `${b}`)).toBe(a > b);
      }),
    );
  });

  it("I13 shuffled, repeated and late messages give the same thread", () => {
    const versions = Array.from({ length: 6 }, (_, index) => {
      const first = buildMessage({ orderKey: index % 4, cursor: `${index + 1}`, text: "first" });
      return [first, buildMessage({ ...first, cursor: `${index + 10}`, text: "changed" })];
    }).flat();
    const expected = inOrder(addMessages(EMPTY_THREAD, versions));
    expect(expected.every(({ text }) => text === "changed")).toBe(true);
    const deliveries = fc.shuffledSubarray(versions, { minLength: versions.length });
    fc.assert(
      fc.property(deliveries, fc.subarray(versions), (shuffled, again) => {
        expect(inOrder(addMessages(addMessages(EMPTY_THREAD, shuffled), again))).toEqual(expected);
      }),
    );
  });

  it("I14 passes over what is no message", () => {
    const junk = [null, 7, "x", {}, { ...buildMessage(), orderKey: "1" }, { ...buildMessage(), attachments: [{}] }];
    expect(addMessages(EMPTY_THREAD, junk).messages.size).toBe(0);
  });

  it("I13 moves its cursor only on", () => {
    expect(moveCursor({ ...EMPTY_THREAD, cursor: "12" }, "9").cursor).toBe("12");
    expect(moveCursor({ ...EMPTY_THREAD, cursor: "9" }, "12").cursor).toBe("12");
  });

  it("W161 a message is seen by its own mark or by the thread's", () => {
    const message = buildMessage({ from: "visitor", orderKey: 5 });
    expect(isSeen(EMPTY_THREAD, message)).toBe(false);
    expect(isSeen({ ...EMPTY_THREAD, agentReadUpTo: 5 }, message)).toBe(true);
    expect(isSeen(EMPTY_THREAD, { ...message, readByAgent: true })).toBe(true);
  });

  it("counts the agents' messages after what was read, or else after the visitor's own last one", () => {
    const thread = [1, 2, 3, 4].map((orderKey) =>
      buildMessage({ orderKey, from: orderKey === 2 ? "visitor" : "agent" }),
    );
    expect(countUnread(thread, 3)).toBe(1);
    expect(countUnread(thread, null)).toBe(2);
    expect(countUnread(thread, 1)).toBe(2);
    expect(countUnread([], null)).toBe(0);
  });
});
