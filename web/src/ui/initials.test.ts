import { expect, it } from "vitest";
import { hueOf, initialsOf } from "./initials.ts";

it.each([
  ["Kai Wong", "KW"],
  ["Amélie de la Tour", "AT"],
  ["anna", "A"],
  ["anna@example.com", "AC"],
  ["李雷", "李"],
  ["🙂", "?"],
  ["", "?"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it("a name keeps its colour", () => {
  expect(hueOf("Kai Wong")).toBe(hueOf("Kai Wong"));
});
