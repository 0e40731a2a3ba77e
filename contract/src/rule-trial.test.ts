import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessageText } from "./phrases.ts";
import { prepareRule } from "./prepare-rule.ts";
import { tryGroups } from "./rule-trial.ts";
import type { RuleCondition, RuleOperator } from "./rules.ts";
import { AUTOMATION_FIELDS } from "./run-automation.ts";
import { SKILL_FIELDS } from "./skill-rules.ts";

const says = (operator: RuleOperator, ...values: string[]): RuleCondition => ({
  type: "condition",
  field: "message",
  operator,
  values,
});
const told = (conditions: RuleCondition[], ...texts: string[]) => {
  const trial = tryGroups([conditions], AUTOMATION_FIELDS);
  for (const text of texts) trial.look(() => readMessageText(text));
  return trial.told()[0];
};

describe("what of a rule never came true", () => {
  it.each<[RuleOperator, string[], string[]]>([
    ["any_of", ["a, b, c"], ["c"]],
    ["all_of", ["a, b, c"], ["c"]],
    ["none_of", ["a, b, c"], ["c"]],
    ["not_all_of", ["a, b, c"], ["c"]],
    ["begins_with", ["a", "b"], ["b"]],
    ["ends_with", ["a", "b"], ["a"]],
    ["word_count", ["2"], []],
  ])("R22 R25 of %s %j these values were found nowhere: %j", (operator, values, never) => {
    expect(told([says(operator, ...values)], "a b", "nothing of it")?.conditions[0]?.never).toEqual(never);
  });

  it("R29 a condition counts also where another one of its group decides", () => {
    const both = told([says("any_of", "a"), says("word_count", "9")], "a", "a b", "c");
    expect(both).toEqual({
      held: 0,
      conditions: [
        { held: 2, never: [] },
        { held: 0, never: [] },
      ],
    });
  });

  it("R41 R44 topics that no conversation has are told; rules without values have none", () => {
    const topics: RuleCondition = { type: "condition", field: "topics", operator: "none_of", values: ["t1", "t2"] };
    const none: RuleCondition = { type: "condition", field: "groups", operator: "empty", values: [] };
    const trial = tryGroups([[topics, none]], SKILL_FIELDS);
    trial.look((field) => (field === "topics" ? ["t1"] : []));
    trial.look(() => []);
    expect(trial.told()).toEqual([
      {
        held: 1,
        conditions: [
          { held: 1, never: ["t2"] },
          { held: 2, never: [] },
        ],
      },
    ]);
  });

  it("R29 a group holds exactly where the rule does, which the intake asks", () => {
    const phrase = fc.constantFrom("a", "b", "a b", "c");
    const condition = fc
      .record({
        operator: fc.constantFrom<RuleOperator>(
          "any_of",
          "all_of",
          "none_of",
          "not_all_of",
          "begins_with",
          "word_count",
        ),
        values: fc.array(phrase, { maxLength: 3 }),
      })
      .map(({ operator, values }) => says(operator, ...(operator === "word_count" ? [String(values.length)] : values)));
    const groups = fc.array(fc.array(condition, { maxLength: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(groups, fc.array(phrase, { maxLength: 4 }), (given, words) => {
        const text = readMessageText(words.join(" "));
        const rule = { type: "any" as const, nodes: given.map((nodes) => ({ type: "all" as const, nodes })) };
        expect(tryGroups(given, AUTOMATION_FIELDS).look(() => text)).toBe(
          prepareRule(rule, AUTOMATION_FIELDS)(() => text),
        );
      }),
      { numRuns: 3_000, seed: 20261129 },
    );
  });
});
