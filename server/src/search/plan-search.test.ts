import { describe, expect, it } from "vitest";
import { checksMuch, isTooCommon, nextMonths, type Sampled } from "./plan-search.ts";

const NOW = new Date("2026-11-30T12:00:00Z");
const DAY_MS = 86_400_000;
const sampled = (hits: number, days: number, gathered = hits): Sampled => ({
  messages: 1500,
  hits,
  gathered,
  spanMs: days * DAY_MS,
  counted: [hits],
});
const steps = (about: Sampled) => [0, 1, 2, 3, 4].map((step) => nextMonths(NOW, step, about)?.words.length);

describe("B10 how many months the index is asked for at once", () => {
  it("for what is rare in few messages: everything, in one question", () => {
    expect(steps(sampled(0, 11))).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it("for what is more common: as many as are likely to fill a page, then twice as many", () => {
    // 20 hits in 11 days are some 57 a month.
    expect(steps(sampled(20, 11))).toEqual([3, 6, 12, 24, undefined]);
  });

  it("never less than a month, and never the months of more messages than one question may touch", () => {
    expect(steps(sampled(1400, 1))).toEqual([1, 2, 4, 8, undefined]);
    // 1,500 in seven minutes are 9 million a month.
    expect(nextMonths(NOW, 0, sampled(0, 7 / 1440))?.words.length).toBe(1);
  });

  it("where much is looked at for nothing, as the words of a phrase in another order: month by month, never everything", () => {
    expect([checksMuch(sampled(0, 11, 7)), checksMuch(sampled(0, 11, 8)), checksMuch(sampled(90, 11))]).toEqual([
      ...[false, true, false],
    ]);
    expect(steps(sampled(0, 11, 7))[0]).toBeUndefined();
    expect(steps(sampled(0, 11, 70))).toEqual([1, 2, 4, 8, undefined]);
  });

  it("where it is every twentieth message, or a month has more hits than one gathers, the messages are looked through", () => {
    expect([isTooCommon(sampled(0, 11, 70)), isTooCommon(sampled(0, 11, 80))]).toEqual([false, true]);
    expect([isTooCommon(sampled(190, 1)), isTooCommon(sampled(210, 1))]).toEqual([false, true]);
    expect(isTooCommon({ messages: 0, hits: 0, gathered: 0, spanMs: 0, counted: [] })).toBe(false);
  });

  it("they lie one before the other, down from the month of the moment", () => {
    const months = nextMonths(NOW, 0, sampled(20, 11));
    expect(months?.words.map((at) => at.toISOString().slice(0, 7))).toEqual(["2026-11", "2026-10", "2026-09"]);
    expect(months?.since.toISOString()).toBe("2026-09-01T00:00:00.000Z");
  });
});
