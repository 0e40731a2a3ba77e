import { PHRASE_OPERATORS, parsePhrases, readMessageText } from "./phrases.ts";
import { prepareRule } from "./prepare-rule.ts";
import { createRuleBook, type RuleBook, type RuleFacts } from "./rule-book.ts";
import type { RuleFact } from "./rule-conditions.ts";
import type { RuleCondition, RuleFields } from "./rules.ts";
import type { RuleTrial } from "./try-out.ts";

/** Looks at one thing after another and remembers what of a rule never came true. */
export type Trial = {
  /** Does one of the groups hold? Of groups that are joined by OR alone that is whether the rule does. */
  look(facts: RuleFacts): boolean;
  told(): RuleTrial;
};
type Part = { look(facts: RuleFacts): boolean; told(): RuleTrial[number]["conditions"][number] };

/**
 * What of a rule's groups holds how often. Every condition is asked, also where
 * another one has decided already: one that is never true is what a person wants to know.
 */
export function tryGroups(groups: readonly (readonly RuleCondition[])[], fields: RuleFields): Trial {
  const book = createRuleBook();
  const tried = groups.map((conditions) => ({
    held: 0,
    parts: conditions.map((condition) => tryCondition(condition, fields, book)),
  }));
  return {
    look(facts) {
      let any = false;
      for (const group of tried) {
        let all = group.parts.length > 0;
        for (const part of group.parts) all = part.look(facts) && all;
        if (all) group.held += 1;
        any ||= all;
      }
      return any;
    },
    told: () => tried.map(({ held, parts }) => ({ held, conditions: parts.map((part) => part.told()) })),
  };
}

function tryCondition(condition: RuleCondition, fields: RuleFields, book: RuleBook): Part {
  const holds = prepareRule(condition, fields, book);
  const waiting = valuesOf(condition, fields, book);
  let held = 0;
  return {
    look(facts) {
      const holdsNow = holds(facts);
      if (holdsNow) held += 1;
      if (waiting.size > 0 && mayBeThere(condition, holdsNow)) strike(waiting, facts(condition.field));
      return holdsNow;
    },
    told: () => ({ held, never: [...waiting.keys()] }),
  };
}

/** Where a condition says that none of its values is there, nobody has to look for them. */
function mayBeThere({ operator }: RuleCondition, holds: boolean): boolean {
  switch (operator) {
    case "any_of":
    case "begins_with":
    case "ends_with":
      return holds;
    case "none_of":
      return !holds;
    default:
      return true;
  }
}

/** A value that was found once is asked for no more. */
function strike(waiting: Map<string, (fact: RuleFact) => boolean>, fact: RuleFact): void {
  for (const [value, isThere] of waiting) if (isThere(fact)) waiting.delete(value);
}

function valuesOf(
  { field, operator, values }: RuleCondition,
  fields: RuleFields,
  book: RuleBook,
): Map<string, (fact: RuleFact) => boolean> {
  switch (fields.get(field)) {
    case "set":
      return new Map(values.map((value) => [value, (fact) => Array.isArray(fact) && fact.includes(value)]));
    case "message": {
      const mode = PHRASE_OPERATORS.find((one) => one === operator);
      if (mode === undefined) return new Map();
      const where = mode === "begins_with" || mode === "ends_with" ? mode : "any_of";
      return new Map(
        values.flatMap(parsePhrases).map((phrase) => {
          const test = book.phrases.prepare(where, [phrase]);
          return [phrase, (fact) => test(readFact(fact))];
        }),
      );
    }
    default:
      return new Map();
  }
}

function readFact(fact: RuleFact) {
  if (typeof fact === "object" && "marked" in fact) return fact;
  return readMessageText(typeof fact === "string" ? fact : "");
}
