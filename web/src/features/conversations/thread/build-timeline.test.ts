import type { AuditView } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildMessage, conversationIdOf, eventIdOf, instantOf, userIdOf } from "../testing/build.ts";
import { buildTimeline, type TimelineWishes } from "./build-timeline.ts";

const wishes: TimelineWishes = {
  conversationId: conversationIdOf(1),
  readSeq: null,
  showAudit: true,
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

  it("W88 groups the lines of the audit trail, and leaves them out on demand", () => {
    const entries = [buildMessage(1), audit(2), audit(3), buildMessage(4), audit(5)];
    const groups = buildTimeline(entries, wishes).flatMap((item) =>
      item.type === "audits" ? item.entries.length : [],
    );
    expect(groups).toEqual([2, 1]);
    expect(types(entries, { ...wishes, showAudit: false })).toEqual(["day", "message", "message"]);
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
