import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareRule } from "./prepare-rule.ts";
import { createRuleBook, type RuleFacts } from "./rule-book.ts";
import type { RuleCondition, RuleFields, RuleNode, RuleOperator } from "./rules.ts";

const FIELDS: RuleFields = new Map([
  ["topics", "set"],
  ["says", "message"],
  ["size", "number"],
]);
type Thing = { readonly topics: readonly string[]; readonly says: string; readonly size: string | undefined };

const value = fc.constantFrom("a", "b", "c", "d");
const number = fc.constantFrom("1", "2", "2.0", "3");
const ask = (field: string, operators: readonly RuleOperator[], of: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...operators), fc.array(of, { maxLength: 3 }))
    .map(([operator, values]): RuleCondition => ({ type: "condition", field, operator, values }));
const condition = fc.oneof(
  ask("topics", ["any_of", "all_of", "none_of", "filled", "empty", "equals"], value),
  ask("says", ["any_of", "all_of", "none_of", "not_all_of", "begins_with", "ends_with", "filled"], value),
  ask(
    "says",
    ["word_count"],
    number.filter((one) => !one.includes(".")),
  ),
  ask("size", ["equals", "above", "any_of", "filled", "empty"], number),
  ask("gone", ["any_of", "empty"], value),
);
const { rule } = fc.letrec<{ rule: RuleNode; group: RuleNode }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3 }, condition, tie("group")),
  group: fc
    .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(tie("rule"), { maxLength: 4 }))
    .map(([type, nodes]) => ({ type, nodes })),
}));
const thing: fc.Arbitrary<Thing> = fc.record({
  topics: fc.array(value, { maxLength: 4 }),
  says: fc.array(value, { maxLength: 4 }).map((words) => words.join(" ")),
  size: fc.option(number, { nil: undefined }),
});

/** Written anew and slowly, for these words and numbers alone. */
function holds(node: RuleNode, of: Thing): boolean {
  if (node.type === "condition") return conditionHolds(node, of);
  if (node.nodes.length === 0) return false;
  return node.type === "all" ? node.nodes.every((one) => holds(one, of)) : node.nodes.some((one) => holds(one, of));
}

function conditionHolds({ field, operator, values }: RuleCondition, { topics, says, size }: Thing): boolean {
  const words = says === "" ? [] : says.split(" ");
  const had = field === "topics" ? topics : words;
  const some = values.length > 0;
  const one = (test: (a: number, b: number) => boolean) =>
    size !== undefined && some && test(Number(size), Number(values[0]));
  switch (`${field} ${operator}`) {
    case "topics any_of":
    case "says any_of":
      return values.some((wanted) => had.includes(wanted));
    case "topics all_of":
    case "says all_of":
      return some && values.every((wanted) => had.includes(wanted));
    case "topics none_of":
    case "says none_of":
      return some && !values.some((wanted) => had.includes(wanted));
    case "says not_all_of":
      return some && !values.every((wanted) => had.includes(wanted));
    case "topics filled":
      return topics.length > 0;
    case "topics empty":
      return topics.length === 0;
    case "says begins_with":
      return values.includes(words[0] ?? "-");
    case "says ends_with":
      return values.includes(words.at(-1) ?? "-");
    case "says word_count":
      return some && Number(values[0]) === words.length;
    case "size equals":
      return one((a, b) => a === b);
    case "size above":
      return one((a, b) => a > b);
    case "size any_of":
      return size !== undefined && values.some((wanted) => Number(wanted) === Number(size));
    case "size filled":
      return size !== undefined;
    case "size empty":
      return size === undefined;
    default:
      return false;
  }
}

function factsOf(of: Thing): RuleFacts {
  return (field) => (field === "topics" || field === "says" || field === "size" ? of[field] : undefined);
}

describe("rules that share a book", () => {
  it("R40 R42 R54 say of each thing what each of them says by itself, in whatever order they are asked", () => {
    const seen = { holds: 0, not: 0 };
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 12 }),
        fc.array(thing, { minLength: 1, maxLength: 5 }),
        (rules, things) => {
          const book = createRuleBook();
          const ready = rules.map((one) => prepareRule(one, FIELDS, book));
          for (const of of [...things, ...things.toReversed()]) {
            const facts = factsOf(of);
            for (const [n, one] of rules.entries()) {
              const said = ready[n]?.(facts);
              expect(said, JSON.stringify({ one, of })).toBe(holds(one, of));
              seen[said === true ? "holds" : "not"] += 1;
            }
          }
        },
      ),
      { numRuns: 4_000, seed: 20261130 },
    );
    expect(Math.min(seen.holds, seen.not)).toBeGreaterThan(10_000);
  });

  it("R40 a rule that comes later is asked of what was looked at already", () => {
    const book = createRuleBook();
    const facts = factsOf({ topics: ["a"], says: "b", size: "1" });
    const any = (field: string, wanted: string): RuleCondition => ({
      ...{ type: "condition", field, operator: "any_of", values: [wanted] },
    });
    expect(prepareRule(any("topics", "a"), FIELDS, book)(facts)).toBe(true);
    expect(prepareRule(any("topics", "b"), FIELDS, book)(facts)).toBe(false);
    expect(prepareRule(any("says", "b"), FIELDS, book)(facts)).toBe(true);
    expect(prepareRule(any("size", "1"), FIELDS, book)(facts)).toBe(true);
    expect(prepareRule({ type: "all", nodes: [any("topics", "a"), any("says", "b")] }, FIELDS, book)(facts)).toBe(true);
  });

  it("R35 what could not be read the first time is read when it is asked again", () => {
    const book = createRuleBook();
    const none: RuleCondition = { type: "condition", field: "says", operator: "none_of", values: ["x"] };
    const ready = prepareRule(none, FIELDS, book);
    let broken = true;
    const facts: RuleFacts = () => {
      if (broken) throw new Error("not now");
      return "hello";
    };
    expect(() => ready(facts)).toThrow("not now");
    broken = false;
    expect(ready(facts)).toBe(true);
  });
});
