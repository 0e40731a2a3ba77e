import { expect, it } from "vitest";
import { atServer, noteServerTime } from "./server-clock.ts";

const now = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

it("W94 a browser's clock that is hours off is put right by what the server says; seconds are left alone", () => {
  noteServerTime(new Date(now - 2 * HOUR).toUTCString(), now);
  expect(atServer(now)).toBe(now - 2 * HOUR);
  noteServerTime(null, now);
  noteServerTime("not a date", now);
  expect(atServer(now)).toBe(now - 2 * HOUR);
  noteServerTime(new Date(now + 5000).toUTCString(), now);
  expect(atServer(now)).toBe(now);
});
