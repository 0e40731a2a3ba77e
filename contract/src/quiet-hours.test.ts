import { expect, it } from "vitest";
import { quietHours, quietUntil } from "./quiet-hours.ts";

const night = { from: "19:00", until: "08:30" };
const lunch = { from: "12:00", until: "13:00" };
const cases = [
  ["before the night", night, "2026-11-23T17:59:59Z", undefined],
  ["as the night begins", night, "2026-11-23T18:00:00Z", "2026-11-24T07:30:00.000Z"],
  ["after midnight", night, "2026-11-24T02:15:20Z", "2026-11-24T07:30:00.000Z"],
  ["as the night ends", night, "2026-11-24T07:30:00Z", undefined],
  ["within one day", lunch, "2026-11-24T11:59:59Z", "2026-11-24T12:00:00.000Z"],
  ["after it", lunch, "2026-11-24T12:00:00Z", undefined],
] as const;

it.each(cases)("W146 quiet hours, in Paris: %s", (_case, quiet, now, until) => {
  expect(quietUntil(quiet, new Date(now), "Europe/Paris")?.toISOString()).toBe(until);
});

it("W146 quiet hours follow the person's time zone, and without them it is never quiet", () => {
  const now = new Date("2026-11-23T18:30:00Z");
  expect(quietUntil(night, now, "America/New_York")).toBeUndefined();
  expect(quietUntil(null, now, "Europe/Paris")).toBeUndefined();
});

it.each([
  { from: "19:00", until: "19:00" },
  { from: "24:00", until: "08:00" },
  { from: "7:00", until: "08:00" },
  { from: "", until: "08:00" },
])("W146 no quiet hours: %j", (given) => {
  expect(quietHours.safeParse(given).success).toBe(false);
});
