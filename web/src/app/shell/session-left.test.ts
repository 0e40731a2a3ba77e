import { expect, it } from "vitest";
import { clockOf, sessionLeft, WARNED_BEFORE_MS } from "./session-left.ts";

it("W24 the warning comes two minutes before the session ends", () => {
  const active = 1_000_000;
  expect(sessionLeft(active, 30, active + 27 * 60_000)).toBeGreaterThan(WARNED_BEFORE_MS);
  expect(sessionLeft(active, 30, active + 28 * 60_000)).toBe(WARNED_BEFORE_MS);
  expect(sessionLeft(active, 30, active + 31 * 60_000)).toBeLessThan(0);
});

it.each([
  [120_000, "2:00"],
  [113_000, "1:53"],
  [4200, "0:05"],
  [-9000, "0:00"],
])("W24 %i milliseconds are shown as %s", (milliseconds, clock) => {
  expect(clockOf(milliseconds)).toBe(clock);
});
