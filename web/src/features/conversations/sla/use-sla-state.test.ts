import { expect, test } from "vitest";
import { durationWords } from "../../../ui/duration-words.ts";
import { slaStateAt } from "./use-sla-state.ts";

const MINUTE = 60_000;
const due = Date.parse("2026-11-22T10:30:00Z");
const mark = {
  ...{ kind: "first_response" as const, policyName: "Quick", targetMinutes: 30, breached: false },
  ...{ dueAt: "2026-11-22T10:30:00.000Z", warnAt: "2026-11-22T10:24:00.000Z" },
};

test.each([
  ["not yet", due - 7 * MINUTE, {}, "running", 7 * MINUTE],
  ["from the moment of the warning on", due - 6 * MINUTE, {}, "warned", 6 * MINUTE],
  // It may be closing time: whether it is too late, the server knows.
  ["behind due, not breached", due + MINUTE, {}, "warned", 0],
  ["breached, with its age", due + 5 * MINUTE, { breached: true }, "breached", 5 * MINUTE],
  ["never due", due, { dueAt: null, warnAt: null }, "running", null],
])("R82 the mark of the queue: %s", (_case, now, over, state, span) => {
  expect(slaStateAt({ ...mark, ...over }, now)).toEqual({ state, span, now });
});

test.each([
  [5, "en", "5 min"],
  [60, "en", "1 hr"],
  [95, "en", "1 hr 35 min"],
  [2880, "en", "48 hr"],
  [95, "fr", "1 h 35 min"],
])("a target of %d minutes in %s", (minutes, locale, words) => {
  expect(durationWords(minutes, locale).replaceAll(/\s/g, " ")).toBe(words);
});
