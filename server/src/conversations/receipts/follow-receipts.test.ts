import type { DeliveryState } from "@guichet/contract";
import { expect, it } from "vitest";
import { followReceipts, stateAfter } from "./follow-receipts.ts";

const follow = (before: DeliveryState | null, ...told: ("sent" | "delivered" | "read")[]) =>
  followReceipts(
    { delivery_state: before, external_id: "wamid" },
    told.map((state, at) => ({ state, at })),
  ).map(({ state }) => state);

it.each([
  [["sent", "delivered", "read"], "sending", ["sent", "delivered", "read"]],
  [["sent", "delivered", "read"], "sent", ["delivered", "read"]],
  [["read", "delivered", "sent"], "sending", ["read"]],
  [["delivered", "delivered", "sent"], "sent", ["delivered"]],
  [["delivered"], "failed", ["delivered"]],
  [["sent"], "failed", []],
  [["read"], "discarded", []],
  [["read"], null, []],
] as const)("I10 %j told of a message that is %s changes it by %j", (told, before, steps) => {
  expect(follow(before, ...told)).toEqual(steps);
});

it("I10 the first word that a failed send was taken brings it back, a later one does not", () => {
  expect(stateAfter({ delivery_state: "failed", external_id: null }, "sent")).toBe("sent");
  expect(stateAfter({ delivery_state: "failed", external_id: "wamid" }, "sent")).toBeUndefined();
  expect(stateAfter({ delivery_state: "delivered", external_id: "wamid" }, "failed")).toBeUndefined();
});
