import { expect, it } from "vitest";
import { paintedDelays } from "./painted-delays.ts";

it("a message counts from when it was due until its number was painted; one overtaken in its row, until that one was", () => {
  const sent = [
    { n: 1, due: 100, row: "a" },
    { n: 2, due: 110, row: "b" },
    { n: 3, due: 120, row: "a" },
    { n: 4, due: 130, row: "b" },
  ];
  const painted = [
    { n: 2, at: 150 },
    { n: 3, at: 160 },
    { n: 2, at: 190 },
  ];
  const { delays, missing } = paintedDelays(sent, painted);
  expect(delays.sort((a, b) => a - b)).toEqual([40, 40, 60]);
  expect(missing).toBe(1);
});
