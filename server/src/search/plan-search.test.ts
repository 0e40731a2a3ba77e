import { describe, expect, it } from "vitest";
import { checkedIn, isTooCommon, nextMonths, type Sampled } from "./plan-search.ts";

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

  it("of a phrase: no more than have its words and can be looked at for their order in one question", () => {
    // 100 in 11 days are some 273 a month, none of which fits: of them 30,000 in the first step.
    expect(steps(sampled(0, 11, 0))[0]).toBeUndefined();
    expect(steps(sampled(0, 1, 100))).toEqual([6, 12, 24, undefined, undefined]);
    expect(steps(sampled(0, 1, 700))).toEqual([1, 2, 4, 8, undefined]);
    expect(checkedIn(nextMonths(NOW, 0, sampled(0, 1, 700)), sampled(0, 1, 700))).toBe(21_000);
    expect(checkedIn(nextMonths(NOW, 0, sampled(20, 11)), sampled(20, 11))).toBe(0);
    expect(checkedIn(undefined, sampled(0, 1, 700))).toBe(0);
  });

  it("where a month has more of them, or more hits, the messages are looked through instead", () => {
    expect(isTooCommon(sampled(0, 1, 700))).toBe(false);
    expect(isTooCommon(sampled(0, 1, 1100))).toBe(true);
    expect(isTooCommon(sampled(190, 1))).toBe(false);
    expect(isTooCommon(sampled(210, 1))).toBe(true);
    expect(isTooCommon(sampled(0, 0, 0))).toBe(false);
  });

  it("they lie one before the other, down from the month of the moment", () => {
    const months = nextMonths(NOW, 0, sampled(20, 11));
    expect(months?.words.map((at) => at.toISOString().slice(0, 7))).toEqual(["2026-11", "2026-10", "2026-09"]);
    expect(months?.since.toISOString()).toBe("2026-09-01T00:00:00.000Z");
  });
});
