import { describe, expect, it } from "vitest";
import { replyWindowAt, replyWindowHoursOf } from "./reply-window.ts";

const HOUR = 3_600_000;
const wrote = new Date("2026-11-22T10:00:00Z");
const after = (hours: number) => wrote.getTime() + hours * HOUR;

describe("W94 the time a platform leaves for replies", () => {
  it("W94 is open up to its last millisecond and closed from its end on", () => {
    expect(replyWindowAt(24, "private", wrote, after(24) - 1)).toEqual({ state: "open", endsAt: after(24) });
    expect(replyWindowAt(24, "private", wrote, after(24))).toEqual({ state: "closed", endedAt: after(24) });
    expect(replyWindowAt(24, "private", wrote.toISOString(), after(1))).toEqual({ state: "open", endsAt: after(24) });
  });

  it("W94 is closed where the contact has never written", () => {
    expect(replyWindowAt(24, "private", null, after(0))).toEqual({ state: "closed", endedAt: null });
  });

  it("W94 is none where the channel has none, and for what everybody reads", () => {
    expect(replyWindowAt(null, "private", null, after(9999))).toEqual({ state: "none" });
    expect(replyWindowAt(24, "public", wrote, after(9999))).toEqual({ state: "none" });
  });

  it("W94 follows the channel's own setting where the platform has no rule", () => {
    expect(replyWindowHoursOf("api", 24)).toBe(24);
    expect(replyWindowHoursOf("api", null)).toBeNull();
  });
});
