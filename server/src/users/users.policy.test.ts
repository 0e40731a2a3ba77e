import type { UserId } from "@guichet/contract";
import { expect, test } from "vitest";
import { changesPrivilege, leavesNoAdmin } from "./users.policy.ts";

const ada = "0192-ada" as UserId;
const bob = "0192-bob" as UserId;

test.each([
  ["the only Admin cannot be deactivated", [ada], { userId: ada, becomes: "deactivated" }, true],
  ["the only Admin cannot become an Agent", [ada], { userId: ada, becomes: "agent" }, true],
  ["the only Admin may stay Admin", [ada], { userId: ada, becomes: "admin" }, false],
  ["one of two Admins may go", [ada, bob], { userId: ada, becomes: "deactivated" }, false],
  ["an Agent may go beside one Admin", [ada], { userId: bob, becomes: "deactivated" }, false],
  ["an invited Admin may go beside a working one", [ada], { userId: bob, becomes: "agent" }, false],
] as const)("W29 %s", (_title, admins, change, expected) => {
  expect(
    leavesNoAdmin(
      admins.map((id) => ({ id })),
      change,
    ),
  ).toBe(expected);
});

test.each([
  ["agent", "admin", true],
  ["admin", "agent", true],
  ["agent", "agent", false],
  ["admin", undefined, false],
] as const)("S22 from %s to %s changes privilege: %s", (before, after, expected) => {
  expect(changesPrivilege(before, after)).toBe(expected);
});
