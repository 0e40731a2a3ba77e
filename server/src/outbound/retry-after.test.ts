import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

test.each([
  ["120", 120_000],
  ["0", 0],
  ["1.5", 1_500],
  ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["99999999999", 86_400_000],
  ["soon", undefined],
  ["-5e9x", undefined],
  ["", undefined],
])("I9 Retry-After %j means %s", (value, wait) => {
  expect(retryAfterMs(new Headers({ "retry-after": value }), now)).toBe(wait);
});

test("I9 no Retry-After says nothing", () => {
  expect(retryAfterMs(new Headers(), now)).toBeUndefined();
});
