import { expect, test } from "vitest";
import { countSwaps } from "../product/check.ts";
import { Sightings } from "./sightings.ts";

const frame = (...numbers: number[]) => JSON.stringify(numbers.map((n) => ({ text: `#${n}# hello` })));

test("a message counts once a frame, and arrives with the last socket that should have it", () => {
  const seen = new Sightings(2);
  seen.expect(7, performance.now() - 50);
  seen.expect(8, performance.now());
  seen.hear(frame(7, 7));
  expect(seen.delays()).toEqual([]);
  seen.hear(frame(7, 8));
  expect(seen.delays()[0]).toBeGreaterThanOrEqual(50);
  expect(seen.missing([7])).toBe(0);
  expect(seen.missing([7, 8])).toBe(1);
});

test("what was not posted in this run is not counted", () => {
  const seen = new Sightings(1);
  seen.hear(frame(3));
  expect(seen.delays()).toEqual([]);
});

test("order is looked at within a conversation", () => {
  const row = (conversation_id: string, n: number) => ({ conversation_id, n });
  expect(countSwaps([row("a", 1), row("a", 5), row("b", 2)])).toBe(0);
  expect(countSwaps([row("a", 5), row("a", 1)])).toBe(1);
});
