import { type EventId, type MessageId, type OpeningHours, toOpeningHours, type UserId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import {
  answerClock,
  beginAgain,
  beginClock,
  type Clock,
  closeClock,
  fallDue,
  fallsDue,
  markOf,
  nextOf,
  reopenClock,
  retime,
} from "./clock.ts";
import type { Policy } from "./policies.sql.ts";
import { OFFICE } from "./sla.test-kit.ts";

const office = toOpeningHours(OFFICE);
const at = (iso: string) => Date.parse(iso);
const policy = (over: Partial<Policy> = {}): Policy => ({
  ...{ id: "p" as Policy["id"], name: "Quick", firstResponseMinutes: 30, conversationResponseMinutes: 60 },
  ...{
    warningPercent: 80,
    onWarning: { message: null, unassign: false },
    onBreach: { message: null, unassign: false },
  },
  ...over,
});
function begin(iso: string, given: { policy?: Policy; hours?: OpeningHours | null; kind?: Clock["kind"] } = {}): Clock {
  const { policy: under = policy(), hours = office, kind = "first_response" } = given;
  const beginning = { id: "e" as EventId, position: "7", kind, beganAt: at(iso) };
  const clock = beginClock({ ...beginning, conversationId: "c" as never, channelId: "h" as never }, under, hours);
  if (clock === undefined) throw new Error("nothing is owed");
  return clock;
}
const reply = (iso: string) => ({
  ...{ messageId: "m" as MessageId, userId: "kai" as UserId, at: at(iso), position: "9" },
});

describe("R83 when an answer is due", () => {
  it("Friday 16:45 with 30 minutes: due Monday 9:15, met at 9:15, breached a second later and at 9:16", () => {
    const clock = begin("2026-11-20T16:45:00Z");
    expect(clock.dueAt).toBe(at("2026-11-23T09:15:00Z"));
    expect(clock.warnAt).toBe(at("2026-11-23T09:09:00Z"));
    expect(fallsDue(clock, at("2026-11-23T09:15:00.999Z"))).toBe("warned");
    expect(fallsDue(clock, at("2026-11-23T09:15:01Z"))).toBe("breached");
    expect(fallsDue(clock, at("2026-11-23T09:16:00Z"))).toBe("breached");
    expect(answerClock(clock, reply("2026-11-23T09:15:00Z"), office)).toMatchObject({
      ...{ state: "met", elapsedSeconds: 1800, userId: "kai", replyId: "m", endedPosition: "9" },
    });
    expect(answerClock(clock, reply("2026-11-23T09:15:00.900Z"), office).state).toBe("met");
    expect(answerClock(clock, reply("2026-11-23T09:16:00Z"), office)).toMatchObject({
      ...{ state: "breached", elapsedSeconds: 1860, breachedAt: at("2026-11-23T09:15:01Z") },
    });
  });

  it("a target that ends with the day is not breached overnight", () => {
    const clock = begin("2026-11-20T16:30:00Z");
    expect(clock.dueAt).toBe(at("2026-11-20T17:00:00Z"));
    expect(fallsDue(clock, at("2026-11-22T12:00:00Z"))).toBe("warned");
    expect(fallsDue(clock, at("2026-11-23T09:00:01Z"))).toBe("breached");
    expect(answerClock(clock, reply("2026-11-22T12:00:00Z"), office)).toMatchObject({ state: "met" });
  });

  it.each([
    ["5 minutes", "2026-11-20T10:00Z", undefined, "2026-11-20T10:05Z", 300],
    ["20 minutes, from opening", "2026-11-20T08:00Z", undefined, "2026-11-20T09:20Z", 1200],
    ["28 minutes, from the hand-over", "2026-11-20T11:00Z", "2026-11-20T11:02Z", "2026-11-20T11:30Z", 1680],
  ])("R88 a first answer took %s", (_case, wrote, handedOver, answered, seconds) => {
    const begun = begin(wrote);
    const clock = handedOver === undefined ? begun : beginAgain(begun, at(handedOver), policy(), office);
    expect(answerClock(clock, reply(answered), office).elapsedSeconds).toBe(seconds);
  });

  it("without hours it counts around the clock, without a target nothing is owed", () => {
    expect(begin("2026-11-21T03:00Z", { hours: null }).dueAt).toBe(at("2026-11-21T03:30Z"));
    const beginning = { id: "e", position: "1", conversationId: "c", channelId: "h", beganAt: 0 } as never as Clock;
    const later = policy({ conversationResponseMinutes: null });
    expect(beginClock({ ...beginning, kind: "conversation_response" }, later, null)).toBeUndefined();
    expect(
      beginClock({ ...beginning, kind: "first_response" }, policy({ firstResponseMinutes: null }), null),
    ).toBeUndefined();
  });

  it("where nobody opens any more nothing falls due", () => {
    const closed = toOpeningHours({ ...OFFICE, week: { ...OFFICE.week, ...CLOSED } });
    const clock = begin("2026-11-20T10:00Z", { hours: closed });
    expect([clock.dueAt, clock.warnAt, clock.breachAt, nextOf(clock)]).toEqual([null, null, null, null]);
    expect(fallsDue(clock, at("2036-01-01T00:00Z"))).toBeUndefined();
    expect(markOf(clock, "Quick")).toMatchObject({ dueAt: null, warnAt: null, breached: false });
  });
});

const CLOSED = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };

describe("R82 what becomes of it", () => {
  it("is looked at when it is almost breached, then when it is, then not any more", () => {
    const clock = begin("2026-11-20T10:00Z");
    expect(nextOf(clock)).toBe(at("2026-11-20T10:24:00Z"));
    const warned = fallDue(clock, "warned");
    expect(nextOf(warned)).toBe(at("2026-11-20T10:30:01Z"));
    expect(fallsDue(warned, at("2026-11-20T10:29:00Z"))).toBeUndefined();
    const breached = fallDue(warned, "breached");
    expect(breached).toMatchObject({ state: "breached", endedAt: null, breachedAt: at("2026-11-20T10:30:01Z") });
    expect([nextOf(breached), fallsDue(breached, at("2026-12-01T00:00Z"))]).toEqual([null, undefined]);
    expect(markOf(breached, "Quick")).toMatchObject({ kind: "first_response", targetMinutes: 30, breached: true });
    expect(markOf(answerClock(breached, reply("2026-11-20T11:00Z"), office), "Quick")).toBeNull();
  });

  it("R82 Pending or Resolved without an answer cancels it, unless it was too late by then", () => {
    const clock = begin("2026-11-20T10:00Z");
    expect(closeClock(clock, { at: at("2026-11-20T10:10Z"), position: "9" })).toMatchObject({
      state: "cancelled",
      breachedAt: null,
    });
    expect(closeClock(clock, { at: at("2026-11-20T11:00Z"), position: "9" })).toMatchObject({
      state: "breached",
      replyId: null,
    });
  });

  it("what was taken back was not", () => {
    const clock = begin("2026-11-20T10:00Z");
    for (const ended of [
      answerClock(clock, reply("2026-11-20T10:05Z"), office),
      closeClock(clock, { at: at("2026-11-20T10:05Z"), position: "9" }),
    ])
      expect(reopenClock(ended)).toEqual(clock);
  });

  it("I24 a wall clock that ran ahead breached it: the answer came in time all the same", () => {
    const breached = fallDue(begin("2026-11-20T10:00Z"), "breached");
    expect(answerClock(breached, reply("2026-11-20T10:20Z"), office)).toMatchObject({ state: "met", breachedAt: null });
    // And one that ran back makes no answer before its question.
    expect(answerClock(begin("2026-11-20T10:00Z"), reply("2026-11-20T09:50Z"), office)).toMatchObject({
      ...{ state: "met", elapsedSeconds: 0, endedAt: at("2026-11-20T10:00Z") },
    });
  });

  it("under other terms it is counted anew from its beginning; what is decided stays decided", () => {
    const clock = fallDue(begin("2026-11-20T10:00Z"), "warned");
    const longer = retime(clock, policy({ firstResponseMinutes: 120 }), office);
    expect(longer).toMatchObject({ dueAt: at("2026-11-20T12:00Z"), warnedAt: null, targetSeconds: 7200 });
    const shorter = retime(clock, policy({ firstResponseMinutes: 10 }), office);
    expect(shorter).toMatchObject({ dueAt: at("2026-11-20T10:10Z"), warnedAt: clock.warnedAt });
    const breached = fallDue(clock, "breached");
    expect(retime(breached, policy({ firstResponseMinutes: 120 }), office)).toBe(breached);
    expect(retime(clock, policy({ firstResponseMinutes: null }), office)).toBeUndefined();
  });

  it("a hand-over moves the wait for a first answer alone", () => {
    const later = begin("2026-11-20T10:00Z", { kind: "conversation_response" });
    expect(beginAgain(later, at("2026-11-20T10:10Z"), policy(), office)).toBe(later);
    const breached = fallDue(begin("2026-11-20T10:00Z"), "breached");
    expect(beginAgain(breached, at("2026-11-20T11:10Z"), policy(), office)).toBe(breached);
  });
});
