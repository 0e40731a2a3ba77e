import { expect, it } from "vitest";
import { usualMoments } from "./moments.ts";

const at = (now: string, zone: string) =>
  Object.fromEntries(usualMoments(Date.parse(now), zone).map((one) => [one.key, one.at.toISOString()]));

it("offers what one usually wants, by the agent's clocks", () => {
  // Friday, 10:20 in Paris.
  expect(at("2026-11-27T09:20:00Z", "Europe/Paris")).toEqual({
    inAnHour: "2026-11-27T10:30:00.000Z",
    thisEvening: "2026-11-27T17:00:00.000Z",
    tomorrowMorning: "2026-11-28T08:00:00.000Z",
    tomorrowAfternoon: "2026-11-28T13:00:00.000Z",
    nextMonday: "2026-11-30T08:00:00.000Z",
  });
});

it("leaves out an evening that is near or over, and a Monday that is tomorrow", () => {
  // Sunday, 23:30 in Tokyo; it is still the afternoon in Paris.
  expect(Object.keys(at("2026-11-29T14:30:00Z", "Asia/Tokyo"))).toEqual([
    "inAnHour",
    "tomorrowMorning",
    "tomorrowAfternoon",
  ]);
});

it("keeps the hour when the clocks change in the night", () => {
  // The Saturday before summer time begins.
  expect(at("2026-03-28T10:00:00Z", "Europe/Paris").tomorrowMorning).toBe("2026-03-29T07:00:00.000Z");
});
