import { expect, test } from "vitest";
import { judgeSession, sessionEnd } from "./session-life.ts";

const start = new Date("2026-11-22T10:00:00.000Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const life = { lastActiveAt: start, endsAt: at(14 * 24 * 60), inactiveMinutes: 30, deactivated: false };

test.each([
  ["W24 open just before the limit of inactivity", life, at(29.99), "open"],
  ["W24 expired at the limit of inactivity", life, at(30), "expired"],
  ["W24 activity moves the limit", { ...life, lastActiveAt: at(29) }, at(58), "open"],
  ["W24 24 hours may be set", { ...life, inactiveMinutes: 1440 }, at(1439), "open"],
  ["S22 the absolute limit holds however busy it is", { ...life, lastActiveAt: at(20_159) }, at(20_160), "expired"],
  ["W29 a deactivated user's session is over at once", { ...life, deactivated: true }, at(0), "deactivated"],
] as const)("%s", (_title, given, now, expected) => {
  expect(judgeSession(given, now)).toBe(expected);
});

test("W24 the end is the earlier of both limits", () => {
  expect(sessionEnd(life)).toEqual(at(30));
  expect(sessionEnd({ ...life, lastActiveAt: at(20_150) })).toEqual(at(20_160));
});
