import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

test.each([
  [0, 500, 1_000],
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [5, 8_000, 16_000],
  [40, 450_000, 900_000],
  [100_000, 450_000, 900_000],
])("I9 attempt %i waits between %i and %i ms", (attempt, least, most) => {
  expect(backoffMs(attempt, { random: () => 0 })).toBe(least);
  expect(backoffMs(attempt, { random: () => 1 })).toBe(most);
});

test("I9 base and cap can be set", () => {
  expect(backoffMs(3, { baseMs: 10, capMs: 30, random: () => 1 })).toBe(30);
});
