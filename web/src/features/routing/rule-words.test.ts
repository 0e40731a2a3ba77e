import type { SkillCondition, SkillGroup } from "@guichet/contract/skill-rules";
import { toSkillRule } from "@guichet/contract/skill-rules";
import { describe, expect, it } from "vitest";
import type { Words } from "../../locales/use-words.ts";
import { changeGroup, changeRule, kindOf, problemsByRule, RULE_KINDS, withKind } from "./edit-groups.ts";
import { groupsInWords } from "./rule-words.ts";

const words: Words = {
  locale: "en",
  t: (key, values = {}) => {
    const name = key.replace(/^skillSets\./, "");
    const { operator = "", values: said = "", value = "" } = values;
    const known: Record<string, string> = {
      andWord: "and",
      orWord: "or",
      said_any_of: "any of",
      said_none_of: "none of",
    };
    return known[name] ?? [name.replace("said_", ""), operator, said, value].filter((one) => one !== "").join(" ");
  },
};
const asks = (id: string): SkillCondition => ({ type: "condition", field: "topics", operator: "any_of", values: [id] });
const names = new Map([
  ["a", "A"],
  ["b", "B"],
  ["c", "C"],
  ["d", "D"],
]);
const group = (join: SkillGroup["join"], ...ids: string[]): SkillGroup => ({ join, rules: ids.map(asks) });
const said = (...groups: SkillGroup[]) => groupsInWords(groups, names, words).replaceAll("topics any of ", "");

describe("a skill set in words", () => {
  it("R48 brackets show what belongs together, and none stand where nothing could be mistaken", () => {
    expect(said(group("or", "a"))).toBe("A");
    expect(said(group("or", "a", "b"))).toBe("A and B");
    expect(said(group("or", "a", "b"), group("or", "c"))).toBe("(A and B) or C");
    expect(said(group("or", "a"), group("and", "b"), group("or", "c"))).toBe("(A and B) or C");
    expect(said(group("or", "a", "b"), group("and", "c"), group("or", "d"))).toBe("((A and B) and C) or D");
    expect(said(group("or", "a", "b"), group("and", "c"))).toBe("(A and B) and C");
    expect(said(group("or"))).toBe("saidNothing");
    expect(said(group("or", "gone"))).toBe("gone");
  });

  it("R41 R44 R45 R54 each kind has its words, and changing the kind keeps what fits", () => {
    const rule = { ...asks("a"), operator: "none_of" as const };
    expect(RULE_KINDS.map((kind) => kindOf(withKind(rule, kind)))).toEqual([...RULE_KINDS]);
    expect(withKind(rule, "keywords")).toMatchObject({ operator: "none_of", values: [] });
    expect(withKind(withKind(rule, "visibility"), "topics")).toMatchObject({ operator: "any_of" });
    const phrase: SkillCondition = { type: "condition", field: "keywords", operator: "any_of", values: ["money back"] };
    expect(groupsInWords([{ join: "or", rules: [phrase] }], names, words)).toBe("keywords any of “money back”");
  });

  it("R46 what is wrong is told at its rule, wherever the groups stand in the tree", () => {
    const groups = [group("or", "a"), group("and", "b", "c"), group("or", "d")];
    expect([...problemsByRule(groups, [{ place: "0.1.1", problem: "no_value" }])]).toEqual([["1.1", "no_value"]]);
    expect([...problemsByRule(groups, [{ place: "1.0", problem: "no_conditions" }])]).toEqual([["2", "no_conditions"]]);
    expect([...problemsByRule([], [{ place: "", problem: "no_conditions" }])]).toEqual([["", "no_conditions"]]);
  });

  it("R46 R47 rules and groups change in their place alone", () => {
    const groups = [group("or", "a"), group("or", "b", "c")];
    expect(changeRule(groups, 1, 0, null)).toEqual([group("or", "a"), group("or", "c")]);
    expect(changeRule(groups, 0, 0, asks("d"))).toEqual([group("or", "d"), group("or", "b", "c")]);
    expect(toSkillRule(changeGroup(groups, 1, { join: "and" })).nodes).toHaveLength(1);
  });
});
