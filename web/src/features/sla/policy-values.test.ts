import { SLA_TARGET_MOST_MINUTES } from "@guichet/contract";
import { expect, test } from "vitest";
import { FIRST_VALUES, problemsIn, TARGET_MOST, toBody } from "./policy-values.ts";

const first = { ...FIRST_VALUES, name: "Quick" };

test.each([
  ["nothing", first, []],
  ["no name", { ...first, name: "  " }, ["name"]],
  ["no target", { ...first, firstResponseMinutes: null }, ["target"]],
  ["one target of two", { ...first, firstResponseMinutes: null, conversationResponseMinutes: 5 }, []],
  ["a target of nothing", { ...first, firstResponseMinutes: 0 }, ["firstResponseMinutes"]],
  ["no number", { ...first, conversationResponseMinutes: Number.NaN }, ["conversationResponseMinutes"]],
  ["a warning at the target", { ...first, warningPercent: 100 }, ["warning"]],
])("R82 what keeps a policy from being saved: %s", (_case, values, problems) => {
  expect([...problemsIn(values)]).toEqual(problems);
});

test("R85 an empty message is none, and the limit is the server's", () => {
  const body = toBody({ ...first, onBreach: { message: "  ", unassign: true } });
  expect(body.onBreach).toEqual({ message: null, unassign: true });
  expect(TARGET_MOST).toBe(SLA_TARGET_MOST_MINUTES);
});
