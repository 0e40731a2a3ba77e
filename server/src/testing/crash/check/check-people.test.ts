import { expect, test } from "vitest";
import type { History } from "./build-history.test-kit.ts";
import { claimToo, patch, remove, TAKEN_BACK, takeBack, verdict } from "./damage.test-kit.ts";

test("a reply that was taken back before it left is no loss", () => {
  const before = ({ state, record }: History) => {
    patch(state.messages, "m3", TAKEN_BACK);
    takeBack(record, "ok");
    remove(record, "delivered");
    remove(record, "told");
  };
  expect(verdict(before)).toEqual([]);
});

test("who has the conversation anyway when a repeated claim is read did not win the race for it", () => {
  const byAnswer = ({ state, record }: History) => {
    claimToo(record);
    Object.assign(state.events.find(({ id }) => id === "event8") ?? {}, { assignee: "kim", cause: "first_reply" });
  };
  expect(verdict(byAnswer)).toEqual([]);
  const byAnotherClaim = ({ record }: History) => {
    claimToo(record);
    record.push({ type: "begin", op: 99, wish: { kind: "claim", agent: "kim", conversationId: "c1", version: 7 } });
    record.push({ type: "end", op: 99, outcome: "ok" });
  };
  expect(verdict(byAnotherClaim)).toEqual([]);
});
