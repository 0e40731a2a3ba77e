import type { AutomationView } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActionRow,
  actionProblems,
  type ConditionRow,
  groupRows,
  rowProblems,
  toActions,
  toBody,
  toRule,
  toValues,
} from "./automation-values.ts";

const row = (joiner: "and" | "or", text: string, operator: ConditionRow["operator"] = "any_of"): ConditionRow => ({
  ...{ joiner, operator, text },
});
const view = (over: Partial<AutomationView>): AutomationView => ({
  ...({ id: "a", channelIds: [] } as unknown as AutomationView),
  ...{ version: 1, name: "One", enabled: true, rule: { type: "any", nodes: [] }, actions: [], allChannels: true },
  ...over,
});

describe("the rows of an automation", () => {
  it("R29 an “or” begins another group; what stands between is held together by “and”", () => {
    const rule = toRule([row("and", "a"), row("and", "b"), row("or", "c"), row("and", "d")]);
    expect(rule.nodes.map((group) => group.nodes.map(({ values }) => values.join()))).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    // The first row's joiner says nothing.
    expect(toRule([row("or", "a"), row("and", "b")]).nodes).toHaveLength(1);
    expect(
      groupRows([row("or", "a"), row("and", "b"), row("or", "c")]).map((group) => group.map(({ at }) => at)),
    ).toEqual([[0, 1], [2]]);
  });

  it("R27 phrases are read from the field: commas part them, a word count is one number", () => {
    const [group] = toRule([row("and", " track  my order ,, b"), row("and", " 3 ", "word_count")]).nodes;
    expect(group?.nodes.map(({ values }) => values)).toEqual([["track my order", "b"], ["3"]]);
  });

  it("R22 what is saved comes back as the rows that were saved", () => {
    const joiner = fc.constantFrom("and", "or" as const);
    const operator = fc.constantFrom("any_of", "all_of", "begins_with", "not_all_of" as const);
    const text = fc.uniqueArray(fc.constantFrom("a", "b c", "👍"), { minLength: 1 }).map((all) => all.join(", "));
    fc.assert(
      fc.property(fc.array(fc.record({ joiner, operator, text }), { minLength: 1, maxLength: 6 }), (rows) => {
        const [first, ...rest] = rows;
        const back = toValues(view({ rule: toRule(rows) })).conditions;
        expect(back.slice(1)).toEqual(rest);
        expect([back[0]?.operator, back[0]?.text]).toEqual([first?.operator, first?.text]);
      }),
    );
  });

  it("R22 problems stand at their rows", () => {
    const problems = rowProblems([
      row("and", "refund"),
      row("or", " , "),
      row("and", "x".repeat(201)),
      row("or", "many", "word_count"),
      row("and", Array.from({ length: 201 }, (_, n) => `p${n}`).join()),
    ]);
    expect([...problems]).toEqual([
      [1, "no_value"],
      [3, "wrong_value"],
      [2, "too_long"],
      [4, "too_many"],
    ]);
  });

  it("R30 R31 an action that chooses nothing, stands there twice or lacks its reason is told", () => {
    const rows: ActionRow[] = [
      { type: "tag", id: "t" },
      { type: "topic", id: null },
      { type: "tag", id: "t" },
      { type: "resolve", id: null },
    ];
    expect([...actionProblems(rows, true)]).toEqual([
      [1, "none_chosen"],
      [2, "twice"],
      [3, "reason_missing"],
    ]);
    expect([...actionProblems(rows.slice(3), false)]).toEqual([]);
    expect(toActions(rows.slice(0, 2))).toEqual([{ type: "tag", tagId: "t" }]);
  });

  it("R34 with every channel, no list of channels is sent", () => {
    const values = toValues(view({ allChannels: false, channelIds: ["c"] as unknown as AutomationView["channelIds"] }));
    expect(toBody(values).channelIds).toEqual(["c"]);
    expect(toBody({ ...values, allChannels: true }).channelIds).toEqual([]);
  });
});
