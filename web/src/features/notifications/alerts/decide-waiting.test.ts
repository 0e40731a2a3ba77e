import { expect, it } from "vitest";
import { decideWaiting, type Waiting } from "./decide-waiting.ts";

const beginning: Waiting = { before: 10, now: 11, above: 10, available: true, sinceCallMs: Number.POSITIVE_INFINITY };
const cases: [string, Partial<Waiting>, boolean][] = [
  ["one more than the number", {}, true],
  ["many more at once", { before: 2, now: 40 }, true],
  ["the first who waits", { before: 0, now: 1, above: 0 }, true],
  ["as many as the number", { before: 9, now: 10 }, false],
  ["more of what was too many already", { before: 11, now: 12 }, false],
  ["fewer, and still too many", { before: 13, now: 12 }, false],
  ["no number chosen", { above: null }, false],
  ["while Away", { available: false }, false],
  ["soon after the last call", { sinceCallMs: 299_999 }, false],
  ["long after the last call", { sinceCallMs: 300_000 }, true],
];

it.each(cases)("W145 somebody is called about the queue: %s", (_case, over, expected) => {
  expect(decideWaiting({ ...beginning, ...over })).toBe(expected);
});
