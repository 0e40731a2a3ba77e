import type { AuditView } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildMessage, channelIdOf, conversationIdOf, eventIdOf, instantOf, userIdOf } from "../testing/build.ts";
import { buildTimeline, type TimelineWishes } from "./build-timeline.ts";

const wishes: TimelineWishes = {
  conversationId: conversationIdOf(1),
  readSeq: null,
  showAudit: true,
  stretches: null,
  dayKey: (at) => at.slice(0, 10),
};
const audit = (number: number): AuditView => ({
  type: "audit",
  id: eventIdOf(number),
  conversationId: conversationIdOf(1),
  seq: number,
  orderKey: number,
  action: "assigned",
  actor: { type: "user", id: userIdOf(1), name: "Kai Wong" },
  at: instantOf(number),
  subject: {},
});
const types = (...args: Parameters<typeof buildTimeline>) => buildTimeline(...args).map((item) => item.type);

describe("the timeline of a thread", () => {
  it("separates days and the contact's earlier conversations", () => {
    const entries = [
      buildMessage(1, { conversationId: conversationIdOf(9), at: "2026-10-01T10:00:00.000Z" }),
      buildMessage(2, { at: "2026-11-22T10:00:00.000Z" }),
      buildMessage(3, { at: "2026-11-23T10:00:00.000Z" }),
    ];
    expect(types(entries, wishes)).toEqual(["day", "message", "conversation", "day", "message", "day", "message"]);
  });

  it("marks where the unread begins, but not above the very first message", () => {
    const entries = [buildMessage(1), buildMessage(2), buildMessage(3)];
    expect(types(entries, { ...wishes, readSeq: 1 })).toEqual(["day", "message", "unread", "message", "message"]);
    expect(types(entries, { ...wishes, readSeq: 0 })).not.toContain("unread");
    expect(types(entries, { ...wishes, readSeq: 3 })).not.toContain("unread");
    expect(types(entries, wishes)).not.toContain("unread");
  });

  it("W153 a reaction is nothing unread, and stands under nobody's name", () => {
    const reaction = buildMessage(2, { about: "reaction", text: "❤️" });
    const entries = [buildMessage(1), reaction, buildMessage(3), buildMessage(4)];
    expect(types(entries, { ...wishes, readSeq: 1 })).toEqual([
      ...["day", "message", "message", "unread", "message", "message"],
    ]);
    expect(types([buildMessage(1), reaction], { ...wishes, readSeq: 1 })).not.toContain("unread");
    const firsts = buildTimeline(entries, wishes).flatMap((item) => (item.type === "message" ? [item.first] : []));
    expect(firsts).toEqual([true, true, true, false]);
  });

  it("W88 groups the lines of the audit trail, and leaves them out on demand", () => {
    const entries = [buildMessage(1), audit(2), audit(3), buildMessage(4), audit(5)];
    const groups = buildTimeline(entries, wishes).flatMap((item) =>
      item.type === "audits" ? item.entries.length : [],
    );
    expect(groups).toEqual([2, 1]);
    expect(types(entries, { ...wishes, showAudit: false })).toEqual(["day", "message", "message"]);
  });

  it("W89 among all channels each stretch says where it is, and what belongs elsewhere is only to be read", () => {
    const place = { channelId: channelIdOf(1), platform: "api" as const };
    const stretches = new Map([
      [conversationIdOf(1), { ...place, id: conversationIdOf(1), elsewhere: false }],
      [conversationIdOf(9), { ...place, id: conversationIdOf(9), elsewhere: true }],
    ]);
    const entries = [
      buildMessage(1),
      buildMessage(2, { conversationId: conversationIdOf(9) }),
      buildMessage(3),
      buildMessage(4),
    ];
    const items = buildTimeline(entries, { ...wishes, stretches });
    expect(items.flatMap((item) => (item.type === "conversation" ? item.stretch?.id : []))).toEqual(
      [1, 9, 1].map(conversationIdOf),
    );
    expect(items.flatMap((item) => (item.type === "conversation" ? item.current : []))).toEqual([true, false, true]);
    expect(items.flatMap((item) => (item.type === "message" ? item.elsewhere : []))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });

  it("names the author once for messages that follow one another", () => {
    const user = { type: "user" as const, id: userIdOf(1), name: "Kai Wong" };
    const entries = [
      buildMessage(1),
      buildMessage(2),
      buildMessage(3, { kind: "outbound", author: user }),
      buildMessage(4, { at: instantOf(4) }),
      buildMessage(5, { at: instantOf(5 + 600) }),
    ];
    const firsts = buildTimeline(entries, wishes).flatMap((item) => (item.type === "message" ? item.first : []));
    expect(firsts).toEqual([true, false, true, true, true]);
  });
});
