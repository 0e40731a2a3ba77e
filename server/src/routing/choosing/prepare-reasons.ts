import {
  createRuleBook,
  type HeldCondition,
  type PreparedRule,
  parsePhrases,
  prepareRule,
  type RuleFacts,
  readMessageText,
  readPhrases,
  SKILL_FIELDS,
  type SkillCondition,
  type SkillRule,
} from "@guichet/contract";
import { cutWords } from "./cut-words.ts";
import type { Names } from "./names.sql.ts";

/** Which filter groups of a rule hold of this, with what was found: those that stand together with AND as one. */
export type Reasons = (facts: RuleFacts) => HeldCondition[][];
type Teller = (facts: RuleFacts) => HeldCondition;
type Term = { readonly holds: PreparedRule; readonly conditions: readonly SkillCondition[]; tell?: readonly Teller[] };

const MOST_TERMS = 3;
const MOST_CONDITIONS = 10;

/**
 * Why a skill set is true, in names of now and within bounds, whatever it asks for. Made ready when it is asked for the first
 * time: of a hundred skill sets few are ever true.
 */
export function prepareReasons(rule: SkillRule, names: Names): Reasons {
  let terms: readonly Term[] | undefined;
  return (facts) => {
    terms ??= toTerms(rule);
    return terms
      .filter(({ holds }) => holds(facts))
      .slice(0, MOST_TERMS)
      .map((term) => {
        term.tell ??= term.conditions.map((condition) => toTeller(condition, names));
        return term.tell.map((one) => one(facts));
      });
  };
}

function toTerms(rule: SkillRule): Term[] {
  const book = createRuleBook();
  return rule.nodes.map((term) => ({
    holds: prepareRule(term, SKILL_FIELDS, book),
    conditions: term.nodes.flatMap(({ nodes }) => nodes).slice(0, MOST_CONDITIONS),
  }));
}

function toTeller(condition: SkillCondition, names: Names): Teller {
  const { field, operator } = condition;
  const words = wordsOf(condition, names);
  return (facts) => ({ field, operator, ...cutWords(words(facts)) });
}

function wordsOf({ field, operator, values }: SkillCondition, names: Names): (facts: RuleFacts) => string[] {
  const found = operator === "any_of";
  switch (field) {
    case "visibility":
      return () => values;
    case "keywords": {
      const phrases = values.flatMap(parsePhrases);
      const sought = phrases.map((phrase) => readPhrases([phrase])[0] ?? "");
      return (facts) => {
        const { marked } = toText(facts("keywords"));
        return found ? phrases.filter((_, n) => marked.includes(sought[n] ?? "")) : phrases;
      };
    }
    case "topics":
    case "groups":
      return (facts) => {
        const had = facts(field);
        const told = found ? values.filter((id) => Array.isArray(had) && had.includes(id)) : values;
        return told.flatMap((id) => names[field].get(id) ?? []);
      };
    default:
      return field satisfies never;
  }
}

function toText(fact: ReturnType<RuleFacts>) {
  if (typeof fact === "object" && "marked" in fact) return fact;
  return readMessageText(typeof fact === "string" ? fact : "");
}
