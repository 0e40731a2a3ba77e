import { evaluateRule, type PreparedRule, prepareRule } from "./prepare-rule.ts";
import type { RuleBook, RuleFacts } from "./rule-book.ts";
import {
  checkRule,
  conditionsOf,
  type FieldKind,
  type RuleNode,
  type RuleOperator,
  type RuleProblem,
} from "./rules.ts";

/** What a skill set may ask of a conversation (analytics, 4.1), each with its operators in the order an editor offers them. */
export const SKILL_FIELD_NAMES = ["topics", "groups", "visibility", "keywords"] as const;
export type SkillField = (typeof SKILL_FIELD_NAMES)[number];
const SET = ["any_of", "all_of", "none_of", "empty"] as const;
export const SKILL_OPERATORS: Readonly<Record<SkillField, readonly RuleOperator[]>> = {
  topics: SET,
  groups: SET,
  visibility: ["equals"],
  /** Phrases in the contact's latest message, as automations read them (R54). */
  keywords: ["any_of", "all_of", "none_of"],
};
export const SKILL_FIELDS: ReadonlyMap<string, FieldKind> = new Map([
  ["topics", "set"],
  ["groups", "set"],
  ["visibility", "choice"],
  ["keywords", "message"],
]);

export type SkillCondition = { type: "condition"; field: SkillField; operator: RuleOperator; values: string[] };
/** Rules that all have to hold. `join`: with the groups before it; of the first one it means nothing. */
export type SkillGroup = { readonly join: "and" | "or"; readonly rules: readonly SkillCondition[] };
type Inner = { type: "all"; nodes: SkillCondition[] };
type Term = { type: "all"; nodes: Inner[] };
/** Groups joined by AND and OR, where AND binds tighter: any of (all of (all rules of a group)). */
export type SkillRule = { type: "any"; nodes: Term[] };

/** `G1 AND G2 OR G3` as a tree: any[all[G1, G2], all[G3]]. Pure. */
export function toSkillRule(groups: readonly SkillGroup[]): SkillRule {
  const terms: Inner[][] = [];
  for (const { join, rules } of groups) {
    const group: Inner = { type: "all", nodes: [...rules] };
    const last = terms.at(-1);
    if (last === undefined || join === "or") terms.push([group]);
    else last.push(group);
  }
  return { type: "any", nodes: terms.map((nodes): Term => ({ type: "all", nodes })) };
}

/** The groups of a tree, from left to right: the inverse of `toSkillRule`. */
export function readSkillGroups(rule: SkillRule): SkillGroup[] {
  return rule.nodes.flatMap((term) =>
    term.nodes.map((group, at): SkillGroup => ({ join: at === 0 ? "or" : "and", rules: group.nodes })),
  );
}

/** A rule without the topics and contact groups that are gone (R52): what asked for nothing else is empty then. */
export function withoutGone(rule: SkillRule, exists: (field: SkillField, id: string) => boolean): SkillRule {
  const kept = (one: SkillCondition): SkillCondition => {
    const { field } = one;
    if (field !== "topics" && field !== "groups") return one;
    return { ...one, values: one.values.filter((id) => exists(field, id)) };
  };
  const groups = readSkillGroups(rule).map(({ join, rules }) => ({ join, rules: rules.map(kept) }));
  return toSkillRule(groups);
}

/** What is wrong with a rule, by place: `1.0.2` is the third rule of the first group of the second term. */
export function checkSkillRule(rule: SkillRule): { place: string; problem: RuleProblem }[] {
  const problems = checkRule(rule, SKILL_FIELDS);
  const named = new Set(problems.map(({ place }) => place));
  const places = placesOf(rule).filter(({ place, condition }) => !named.has(place) && !isOffered(condition));
  return [...problems, ...places.map(({ place }) => ({ place, problem: "wrong_operator" as const }))];
}

function isOffered({ field, operator, values }: SkillCondition): boolean {
  if (SKILL_OPERATORS[field]?.includes(operator) !== true) return false;
  return field !== "visibility" || values.every((value) => value === "public" || value === "private");
}

function placesOf(rule: SkillRule): { place: string; condition: SkillCondition }[] {
  return rule.nodes.flatMap((term, t) =>
    term.nodes.flatMap((group, g) => group.nodes.map((condition, c) => ({ place: `${t}.${g}.${c}`, condition }))),
  );
}

/** Does it ask for this at all? */
export function asksFor(rule: RuleNode, field: SkillField, id?: string): boolean {
  return conditionsOf(rule).some((one) => one.field === field && (id === undefined || one.values.includes(id)));
}

/** Is it true? One that is not whole is never true, whatever its other groups say (R52). */
export function holdsSkillRule(rule: SkillRule, facts: RuleFacts): boolean {
  return checkSkillRule(rule).length === 0 && evaluateRule(rule, SKILL_FIELDS, facts);
}

/** The same, made ready for many conversations. `book`: shared by rules that look at the same ones. */
export function prepareSkillRule(rule: SkillRule, book?: RuleBook): PreparedRule {
  return checkSkillRule(rule).length === 0 ? prepareRule(rule, SKILL_FIELDS, book) : () => false;
}
