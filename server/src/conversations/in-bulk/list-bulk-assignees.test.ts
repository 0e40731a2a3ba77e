import type { Colleague, UserId } from "@guichet/contract";
import { expect, it } from "vitest";
import { whoReaches } from "./list-bulk-assignees.ts";

const person = (name: string, deactivated = false): Colleague => ({
  ...{ id: name as UserId, name, photo: null, presence: "available", awayState: null, deactivated },
});
const [bea, carl, dan] = [person("Bea"), person("Carl"), person("Dan", true)];
const told = (lists: Colleague[][]) => whoReaches(lists).map((one) => [one.name, one.everywhere]);

it("W49 W70 who reaches every channel of a selection is told apart from who reaches some", () => {
  expect(told([[bea, carl, dan], [carl, dan], [carl]])).toEqual([
    ["Bea", false],
    ["Carl", true],
  ]);
  expect(told([[bea, carl]])).toEqual([
    ["Bea", true],
    ["Carl", true],
  ]);
  expect(told([])).toEqual([]);
});
