import { expect, it } from "vitest";
import { dayKey, formatAgo, formatDate } from "./dates.ts";

const at = "2026-11-22T23:30:00.000Z";

it("dates follow the reader's language and time zone", () => {
  expect(formatDate(at, "date", "en", "UTC")).toBe("22 November 2026");
  expect(formatDate(at, "date", "fr", "Europe/Paris")).toBe("23 novembre 2026");
  expect(formatDate(at, "time", "en", "Europe/Paris")).toBe("00:30");
});

it("a day begins at the reader's midnight", () => {
  expect(dayKey(at, "UTC")).toBe("2026-11-22");
  expect(dayKey(at, "Europe/Paris")).toBe("2026-11-23");
});

it("a time zone that the browser does not know falls back to the browser's own", () => {
  expect(() => formatDate(at, "full", "en", "Mars/Olympus")).not.toThrow();
});

it.each([
  [20_000, "now"],
  [3 * 60_000, "3 min. ago"],
  [2 * 3_600_000, "2 hr. ago"],
  [26 * 3_600_000, "yesterday"],
])("what happened %i milliseconds ago is shown as «%s»", (age, words) => {
  const now = Date.parse(at);
  expect(formatAgo(now - age, now, "en")).toBe(words);
});

it("a clock that is behind shows nothing in the future", () => {
  const now = Date.parse(at);
  expect(formatAgo(now + 5000, now, "fr")).toBe("maintenant");
});
