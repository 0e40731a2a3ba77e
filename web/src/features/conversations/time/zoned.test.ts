import fc from "fast-check";
import { expect, it } from "vitest";
import { timeAhead } from "./time-ahead.ts";
import { toInstant, toLocal } from "./zoned.ts";

const at = (local: string, zone: string) => toInstant(local, zone)?.toISOString();

it("W62 a moment of one's own is read in the person's time zone, summer and winter", () => {
  expect(at("2026-07-01T09:00", "Europe/Paris")).toBe("2026-07-01T07:00:00.000Z");
  expect(at("2026-12-01T09:00", "Europe/Paris")).toBe("2026-12-01T08:00:00.000Z");
  expect(at("2026-12-01T09:00", "Asia/Kathmandu")).toBe("2026-12-01T03:15:00.000Z");
  expect(at("tomorrow", "Europe/Paris")).toBeUndefined();
});

it("W62 the hour that is skipped in spring moves on, the hour that comes twice is the first", () => {
  expect(at("2026-03-29T02:30", "Europe/Paris")).toBe("2026-03-29T01:30:00.000Z");
  expect(toLocal(new Date("2026-03-29T01:30:00.000Z"), "Europe/Paris")).toBe("2026-03-29T03:30");
  expect(at("2026-10-25T02:30", "Europe/Paris")).toBe("2026-10-25T00:30:00.000Z");
  expect(at("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
});

it("W62 what is shown and what is read agree, in every zone and at every minute", () => {
  const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 27_000_000, max: 31_000_000 }), (zone, minute) => {
      const local = toLocal(new Date(minute * 60_000), zone);
      const read = toInstant(local, zone);
      expect(read === undefined ? undefined : toLocal(read, zone)).toBe(local);
    }),
  );
});

it("W64 the time left is told in the unit that matters, and never as past", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  const left = (ms: number, locale = "en") => timeAhead(new Date(now + ms).toISOString(), now, locale);
  expect(left(9_000)).toBe("in 1 minute");
  expect(left(14.6 * 60_000)).toBe("in 15 minutes");
  expect(left(3.9 * 3_600_000)).toBe("in 4 hours");
  expect(left(90 * 60_000)).toBe("in 90 minutes");
  expect(left(47 * 3_600_000)).toBe("in 47 hours");
  expect(left(3 * 86_400_000)).toBe("in 3 days");
  expect(left(-5000)).toBeUndefined();
  expect(left(15 * 60_000, "fr")).toBe("dans 15 minutes");
});
