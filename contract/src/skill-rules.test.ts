import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkSkillRule,
  holdsSkillRule,
  readSkillGroups,
  type SkillCondition,
  type SkillGroup,
  toSkillRule,
  withoutGone,
} from "./skill-rules.ts";
import { skillRule } from "./skill-sets.ts";

const SEED = 20261129;
const asks = (
  field: SkillCondition["field"],
  operator: SkillCondition["operator"],
  ...values: string[]
): SkillCondition => ({ type: "condition", field, operator, values });
const and = (...rules: SkillCondition[]): SkillGroup => ({ join: "and", rules });
const or = (...rules: SkillCondition[]): SkillGroup => ({ join: "or", rules });

type Conversation = { keywords?: string; topics?: string[]; groups?: string[]; visibility?: "public" | "private" };
const factsOf =
  ({ topics = [], groups = [], visibility = "private", keywords = "" }: Conversation) =>
  (field: string) =>
    field === "topics" ? topics : field === "groups" ? groups : field === "keywords" ? keywords : visibility;
const holds = (groups: readonly SkillGroup[], conversation: Conversation) =>
  holdsSkillRule(toSkillRule(groups), factsOf(conversation));

describe("skill rules", () => {
  it("R41 R42 R43 R44 R45 R49 R54 each kind of rule is true as its name says", () => {
    const table: [SkillCondition, Conversation, boolean][] = [
      [asks("topics", "any_of", "a", "b"), { topics: ["b"] }, true],
      [asks("topics", "any_of", "a", "b"), { topics: ["c"] }, false],
      [asks("topics", "all_of", "a", "b"), { topics: ["b", "c", "a"] }, true],
      [asks("topics", "all_of", "a", "b"), { topics: ["a"] }, false],
      [asks("topics", "none_of", "a"), { topics: ["b"] }, true],
      [asks("topics", "none_of", "a"), { topics: [] }, true],
      [asks("topics", "none_of", "a"), { topics: ["a", "b"] }, false],
      [asks("topics", "empty"), { topics: [] }, true],
      [asks("topics", "empty"), { topics: ["a"] }, false],
      [asks("groups", "any_of", "g"), { groups: ["g", "h"] }, true],
      [asks("groups", "all_of", "g", "h"), { groups: ["g"] }, false],
      [asks("groups", "none_of", "g"), { groups: [] }, true],
      [asks("groups", "empty"), { groups: ["g"] }, false],
      [asks("groups", "empty"), {}, true],
      [asks("visibility", "equals", "public"), { visibility: "public" }, true],
      [asks("visibility", "equals", "public"), { visibility: "private" }, false],
      [asks("keywords", "any_of", "money back", "refund"), { keywords: "I want a REFUND!" }, true],
      [asks("keywords", "any_of", "win"), { keywords: "the winner" }, false],
      [asks("keywords", "all_of", "money, back"), { keywords: "my money" }, false],
      [asks("keywords", "none_of", "spam"), { keywords: "" }, true],
      [asks("keywords", "none_of", "spam"), { keywords: "Spam" }, false],
    ];
    for (const [rule, conversation, expected] of table)
      expect([rule, conversation, holds([and(rule)], conversation)]).toEqual([rule, conversation, expected]);
  });

  it("R46 R47 R48 the worked example: Gold refunds", () => {
    const gold = [
      and(asks("topics", "any_of", "refund", "complaint"), asks("visibility", "equals", "private")),
      or(asks("groups", "any_of", "platinum"), asks("topics", "none_of", "spam")),
    ];
    expect(holds(gold, { topics: ["refund"], visibility: "private" })).toBe(true);
    expect(holds(gold, { topics: ["refund"], visibility: "public" })).toBe(false);
    expect(holds(gold, { visibility: "public", groups: ["platinum"] })).toBe(true);
    expect(holds(gold, { visibility: "public", groups: ["platinum"], topics: ["spam"] })).toBe(false);
  });

  it(`R47 R48 AND binds tighter than OR, as a naive reading from left to right has it (seed ${SEED})`, () => {
    const rule = fc
      .record({ wants: fc.boolean(), id: fc.constantFrom("a", "b", "c") })
      .map(({ wants, id }) => asks("topics", wants ? "any_of" : "none_of", id));
    const group = fc.record({
      join: fc.constantFrom("and" as const, "or" as const),
      rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    });
    const groups = fc.array(group, { minLength: 1, maxLength: 6 });
    const topics = fc.uniqueArray(fc.constantFrom("a", "b", "c"));
    fc.assert(
      fc.property(groups, topics, (given, had) => {
        const truths = given.map(({ rules }) =>
          rules.every(({ operator, values: [id = ""] }) => had.some((one) => one === id) === (operator === "any_of")),
        );
        // A chain of ANDs is true as a whole; one true chain is enough.
        let naive = false;
        let chain = truths[0] === true;
        for (let at = 1; at < given.length; at += 1) {
          if (given[at]?.join === "and") chain = chain && truths[at] === true;
          else {
            naive ||= chain;
            chain = truths[at] === true;
          }
        }
        expect(holds(given, { topics: had })).toBe(naive || chain);
        const tree = toSkillRule(given);
        expect(skillRule.safeParse({ ...tree, nodes: [] }).success).toBe(true);
        expect(toSkillRule(readSkillGroups(tree))).toEqual(tree);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it("R52 what asked for something that is gone alone is empty, and the whole set is never true, not even by its other groups", () => {
    const groups = [and(asks("topics", "any_of", "gone")), or(asks("visibility", "equals", "private"))];
    const left = withoutGone(toSkillRule(groups), (_, id) => id !== "gone");
    expect(checkSkillRule(left)).toEqual([{ place: "0.0.0", problem: "no_value" }]);
    expect(holdsSkillRule(left, factsOf({ visibility: "private" }))).toBe(false);
    const some = withoutGone(toSkillRule([and(asks("topics", "all_of", "gone", "a"))]), (_, id) => id !== "gone");
    expect(holdsSkillRule(some, factsOf({ topics: ["a"] }))).toBe(true);
  });

  it("R40 what is not whole is told by its place: no groups, an empty group, nothing chosen, what is not offered", () => {
    expect(checkSkillRule(toSkillRule([]))).toEqual([{ place: "", problem: "no_conditions" }]);
    expect(checkSkillRule(toSkillRule([and(), and(asks("topics", "empty"))]))).toEqual([
      { place: "0.0", problem: "no_conditions" },
    ]);
    expect(checkSkillRule(toSkillRule([and(asks("topics", "any_of"))]))).toEqual([
      { place: "0.0.0", problem: "no_value" },
    ]);
    expect(
      checkSkillRule(toSkillRule([and(asks("visibility", "equals", "secret")), or(asks("topics", "filled"))])),
    ).toEqual([
      { place: "0.0.0", problem: "wrong_operator" },
      { place: "1.0.0", problem: "wrong_operator" },
    ]);
  });
});
