import type { ConversationStatus } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideStatus, STATUS_TABLE, type StatusTrigger } from "./conversation-status.ts";

const statuses = Object.keys(STATUS_TABLE) as ConversationStatus[];
const triggers = Object.keys(STATUS_TABLE.new) as StatusTrigger[];

describe("the status machine", () => {
  it.each<[string, ConversationStatus, StatusTrigger, unknown]>([
    [
      "T2 W57 an agent sets New to Pending and the assignment is kept",
      "new",
      "set_pending",
      { to: "pending", cause: "by_hand", assignee: "keep" },
    ],
    [
      "T3 W73 resolving removes the assignment",
      "new",
      "set_resolved",
      { to: "resolved", cause: "by_hand", assignee: "remove" },
    ],
    [
      "T3 W73 resolving from Pending removes the assignment",
      "pending",
      "set_resolved",
      { to: "resolved", cause: "by_hand", assignee: "remove" },
    ],
    [
      "T4 W55 a contact's message brings Pending to New and keeps the assignment",
      "pending",
      "contact_message",
      { to: "new", cause: "contact_message", assignee: "keep" },
    ],
    ["T5 W56 a contact's message after Resolved starts another", "resolved", "contact_message", "starts_another"],
    [
      "T7 W57 an agent sets Resolved back to New",
      "resolved",
      "set_new",
      { to: "new", cause: "by_hand", assignee: "keep" },
    ],
    [
      "T17 a reply to a Resolved one takes it up for the sender",
      "resolved",
      "reply_then_stay",
      { to: "pending", cause: "after_reply", assignee: "actor" },
    ],
    ["a Resolved one is not set to Pending by hand", "resolved", "set_pending", "not_possible"],
  ])("%s", (_title, status, trigger, expected) => {
    expect(decideStatus(status, trigger)).toEqual(expected);
  });

  it("any sequence of triggers ends in one of three states, and what is resolved is never assigned", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...triggers), { maxLength: 60 }), (sequence) => {
        let status: ConversationStatus = "new";
        let assigned = true;
        for (const trigger of sequence) {
          const decision = decideStatus(status, trigger);
          if (typeof decision === "string") continue;
          status = decision.to;
          if (decision.assignee === "remove") assigned = false;
          if (decision.assignee === "actor") assigned = true;
          expect(statuses).toContain(status);
          if (status === "resolved") expect(assigned).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("no transition leads to where one already is", () => {
    for (const status of statuses)
      for (const trigger of triggers) {
        const decision = decideStatus(status, trigger);
        if (typeof decision === "object") expect(decision.to).not.toBe(status);
      }
  });

  it("every way back to work is open: from each state one can reach each other", () => {
    for (const from of statuses) {
      const reached = new Set<ConversationStatus>([from]);
      for (let step = 0; step < 3; step += 1)
        for (const status of [...reached])
          for (const trigger of triggers) {
            const decision = decideStatus(status, trigger);
            if (typeof decision === "object") reached.add(decision.to);
          }
      expect(reached.size).toBe(3);
    }
  });
});
