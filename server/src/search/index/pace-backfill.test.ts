import { expect, it } from "vitest";
import { FIRST_PACE, nextPace } from "./pace-backfill.ts";

it.each([
  ["a quick step doubles", 200, 20, false, 400, 5],
  ["a slow one halves", 200, 2000, false, 100, 500],
  ["one of the right length stays", 1000, 250, false, 1000, 62.5],
  ["something new makes it rest longer", 1000, 250, true, 1000, 500],
  ["never more than a step's most", 2000, 10, false, 2000, 2.5],
  ["never none", 25, 60_000, true, 25, 3000],
  ["a step without time", 200, 0, false, 400, 0],
])("W136 B10 pace of older messages: %s", (_, messages, tookMs, hadNews, next, restMs) =>
  expect(nextPace({ messages, restMs: 0 }, tookMs, hadNews)).toEqual({ messages: next, restMs }),
);

it("W136 B10 calm and quick, old messages take four fifths of the worker's time, beside live work a third", () => {
  const share = (hadNews: boolean) => {
    const pace = nextPace(FIRST_PACE, 250, hadNews);
    return 250 / (250 + pace.restMs);
  };
  expect(share(false)).toBeCloseTo(0.8);
  expect(share(true)).toBeCloseTo(1 / 3);
});
