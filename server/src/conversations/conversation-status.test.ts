import type { ConversationStatus } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksForAssignee, decideStatus, STATUS_TABLE, type StatusTrigger } from "./conversation-status.ts";

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
    [
      "T6 W63 a boomerang that is due brings Pending to New and keeps the assignment",
      "pending",
      "boomerang_due",
      { to: "new", cause: "boomerang", assignee: "keep" },
    ],
    [
      "T6 W63 a boomerang that is due brings Resolved to New",
      "resolved",
      "boomerang_due",
      { to: "new", cause: "boomerang", assignee: "keep" },
    ],
    [
      "T8 W58 auto-resolve ends New and removes the assignment",
      "new",
      "auto_resolve",
      { to: "resolved", cause: "auto_resolved", assignee: "remove" },
    ],
    [
      "T9 W58 auto-resolve ends Pending and removes the assignment",
      "pending",
      "auto_resolve",
      { to: "resolved", cause: "auto_resolved", assignee: "remove" },
    ],
    ["W58 auto-resolve does nothing to what is Resolved", "resolved", "auto_resolve", "no_change"],
    [
      "T12 W121 a muted contact's message resolves what was Pending",
      "pending",
      "muted_contact_message",
      { to: "resolved", cause: "muted_contact", assignee: "remove" },
    ],
    [
      "T13 W124 a comment under a muted post resolves what was Pending",
      "pending",
      "muted_post_message",
      { to: "resolved", cause: "muted_post", assignee: "remove" },
    ],
    ["T12 W121 what is New when its contact is muted stays in hand", "new", "muted_contact_message", "no_change"],
    [
      "T12 W121 after Resolved a muted contact's message starts another",
      "resolved",
      "muted_contact_message",
      "starts_another",
    ],
    ["a Resolved one is not set to Pending by hand", "resolved", "set_pending", "not_possible"],
  ])("%s", (_title, status, trigger, expected) => {
    expect(decideStatus(status, trigger)).toEqual(expected);
  });

  it.each(triggers)(
    "W77 T4 T6 %s takes from an assignee who is gone only what comes back to New by itself",
    (trigger) => {
      for (const status of statuses) {
        const [there, gone] = [decideStatus(status, trigger), decideStatus(status, trigger, "gone")];
        const byItself = ["contact_message", "boomerang_due", "send_failed"].includes(trigger) && status === "pending";
        if (byItself) expect([there, gone]).toMatchObject([{ assignee: "keep" }, { to: "new", assignee: "remove" }]);
        else expect(gone).toEqual(there);
        expect(asksForAssignee(status, trigger)).toBe(byItself);
      }
    },
  );

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
          if (decision.assignee === "actor" || decision.assignee === "former") assigned = true;
          expect(statuses).toContain(status);
          if (status === "resolved") expect(assigned).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("time alone never resolves twice nor wakes what is awake, and what is undone leads where it says", () => {
    for (const status of statuses) {
      const due = decideStatus(status, "boomerang_due");
      expect(due === "no_change").toBe(status === "new");
      for (const to of statuses) {
        const undone = decideStatus(status, `undo_to_${to}`);
        if (status === to) expect(undone).toBe("no_change");
        else expect(undone).toMatchObject({ to, cause: "undone" });
      }
    }
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
