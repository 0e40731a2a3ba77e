import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildRow, conversationIdOf } from "../testing/build.ts";
import { arrivals, countUnseen, samePlaces, shiftOf } from "./steady-scroll.ts";

const rows = (...numbers: number[]) => numbers.map((number) => buildRow(number));
const view = (scrollTop: number) => ({ scrollTop, height: 200, rowHeight: 100 });

describe("a list that does not jump", () => {
  it("W52 moves along with rows that arrive above what one looks at", () => {
    expect(shiftOf(rows(3, 4, 5, 6), rows(1, 2, 3, 4, 5, 6), view(100), null)).toBe(200);
    expect(shiftOf(rows(3, 4, 5, 6), rows(3, 4, 5, 6, 7), view(100), null)).toBe(0);
    expect(shiftOf(rows(1, 2, 3, 4), rows(2, 3, 4), view(200), null)).toBe(-100);
  });

  it("keeps the selected row where it is, even when the rows around it change places", () => {
    expect(shiftOf(rows(1, 2, 3, 4), rows(1, 4, 2, 3), view(0), conversationIdOf(2))).toBe(100);
  });

  it("holds on to the next row when the first one in view is gone", () => {
    expect(shiftOf(rows(1, 2, 3, 4), rows(9, 8, 3, 4), view(100), null)).toBe(0);
    expect(shiftOf(rows(1, 2, 3), rows(7, 8, 9), view(0), null)).toBe(0);
  });

  it("has nothing to move when all that stood somewhere still stands there", () => {
    expect(samePlaces(rows(1, 2), rows(1, 2, 3))).toBe(true);
    expect(samePlaces(rows(1, 2), rows(1))).toBe(false);
    expect(samePlaces(rows(2), rows(1, 2))).toBe(false);
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(some, some, fc.integer({ min: 0, max: 4 }), (before, after, at) => {
        fc.pre(samePlaces(rows(...before), rows(...after)));
        expect(shiftOf(rows(...before), rows(...after), view(at * 100), null)).toBe(0);
      }),
    );
  });

  it("counts what arrived out of view, until it has been in view", () => {
    const now = rows(1, 2, 3, 4, 5, 6, 7);
    const unseen = new Set(arrivals(rows(3, 4, 5), now, false));
    expect(unseen.size).toBe(4);
    expect(countUnseen(unseen, now, view(200))).toEqual({ above: 2, below: 2 });
    expect(countUnseen(unseen, now, view(100))).toEqual({ above: 1, below: 2 });
  });

  it("takes a first load for no arrival", () => {
    expect(arrivals([], rows(1, 2), false)).toEqual([]);
  });

  it("takes a page that was loaded for no arrival", () => {
    expect(arrivals(rows(1, 3), rows(1, 2, 3, 4, 5), true)).toEqual([conversationIdOf(2)]);
    expect(arrivals(rows(1, 3), rows(1, 2, 3, 4, 5), false)).toHaveLength(3);
  });

  it("finds the same arrivals as looking at every row would", () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(some, some, fc.boolean(), (before, after, hadMore) => {
        const end = after.findLastIndex((number) => before.includes(number));
        const slowly = after.filter(
          (number, index) => before.length > 0 && !before.includes(number) && (!hadMore || index < end),
        );
        expect(arrivals(rows(...before), rows(...after), hadMore)).toEqual(slowly.map(conversationIdOf));
      }),
    );
  });
});
