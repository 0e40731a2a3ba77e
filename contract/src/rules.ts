import { foldPhone, foldText, isDay, readNumber } from "./fold.ts";
import { PHRASE_OPERATORS, readMessageText, readPhrases, readWordCount } from "./phrases.ts";

/**
 * The one rule tree: contact groups, automations, skill sets, whatever decides by conditions. A condition asks one field;
 * groups join with AND (`all`) or OR (`any`). It is evaluated in memory (`prepare-rule.ts`), and by the server in SQL
 * (`server/src/db/compile-rule.ts`); a property test holds the two together. `message`: what a message says (`phrases.ts`).
 */
export const FIELD_KINDS = ["text", "phone", "number", "date", "yes_no", "choice", "set", "message"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export const RULE_OPERATORS = [
  "equals",
  "not_equals",
  "contains",
  "not_contains",
  "starts_with",
  "any_of",
  "all_of",
  "none_of",
  "above",
  "at_least",
  "below",
  "at_most",
  "filled",
  "empty",
  "begins_with",
  "ends_with",
  "not_all_of",
  "word_count",
] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];

const TEXTUAL = [
  "equals",
  "not_equals",
  "contains",
  "not_contains",
  "starts_with",
  "any_of",
  "filled",
  "empty",
] as const;
const ORDERED = ["equals", "not_equals", "above", "at_least", "below", "at_most", "any_of", "filled", "empty"] as const;
const OPERATORS: Record<FieldKind, readonly RuleOperator[]> = {
  text: TEXTUAL,
  phone: TEXTUAL,
  number: ORDERED,
  date: ORDERED,
  yes_no: ["equals", "filled", "empty"],
  choice: ["equals", "not_equals", "any_of", "none_of", "filled", "empty"],
  set: ["any_of", "all_of", "none_of", "filled", "empty"],
  message: [...PHRASE_OPERATORS, "word_count"],
};

const LISTS: readonly RuleOperator[] = ["any_of", "all_of", "none_of", "begins_with", "ends_with", "not_all_of"];

/** What one may ask of a field of this kind, in the order in which an editor offers it. */
export function operatorsOf(kind: FieldKind): readonly RuleOperator[] {
  return OPERATORS[kind];
}

/** How many values an operator takes: none, one, or a list. */
export function valuesOf(operator: RuleOperator): "none" | "one" | "list" {
  if (operator === "filled" || operator === "empty") return "none";
  return LISTS.includes(operator) ? "list" : "one";
}

export type RuleCondition = {
  readonly type: "condition";
  readonly field: string;
  readonly operator: RuleOperator;
  readonly values: readonly string[];
};
export type RuleNode = RuleCondition | { readonly type: "all" | "any"; readonly nodes: readonly RuleNode[] };

/** Every condition of a tree, from left to right. */
export function conditionsOf(node: RuleNode): RuleCondition[] {
  return node.type === "condition" ? [node] : node.nodes.flatMap(conditionsOf);
}

/** Field → kind, as far as it is known. */
export type RuleFields = ReadonlyMap<string, FieldKind>;
/** A value in the form in which it is compared; undefined when it is none of this kind. */
export function foldFact(kind: FieldKind, value: string): string | undefined {
  switch (kind) {
    case "number":
      return readNumber(value) === undefined ? undefined : value.trim();
    case "date":
      return isDay(value.trim()) ? value.trim() : undefined;
    case "phone":
      return foldPhone(value) || undefined;
    case "yes_no":
      return value === "yes" || value === "no" ? value : undefined;
    case "message":
      return readMessageText(value).marked;
    default:
      return foldText(value) || undefined;
  }
}

export type RuleProblem = "no_conditions" | "unknown_field" | "wrong_operator" | "no_value" | "wrong_value";

/** What is wrong with a tree, each with the place of its condition (`0.2`: the third of the first group). */
export function checkRule(tree: RuleNode, fields: RuleFields, place = ""): { place: string; problem: RuleProblem }[] {
  if (tree.type !== "condition") {
    if (tree.nodes.length === 0) return [{ place, problem: "no_conditions" }];
    return tree.nodes.flatMap((node, at) => checkRule(node, fields, place === "" ? String(at) : `${place}.${at}`));
  }
  const problem = checkCondition(tree, fields.get(tree.field));
  return problem === undefined ? [] : [{ place, problem }];
}

function checkCondition({ operator, values }: RuleCondition, kind: FieldKind | undefined): RuleProblem | undefined {
  if (kind === undefined) return "unknown_field";
  if (!OPERATORS[kind].includes(operator)) return "wrong_operator";
  if (kind === "message" && operator !== "word_count") return readPhrases(values).length === 0 ? "no_value" : undefined;
  const wanted = valuesOf(operator);
  if (wanted === "none") return undefined;
  const given = values.filter((value) => value.trim() !== "");
  if (given.length === 0) return "no_value";
  if (wanted === "one" && given.length > 1) return "wrong_value";
  if (kind === "message") return readWordCount(given[0] ?? "") === undefined ? "wrong_value" : undefined;
  return kind !== "set" && given.some((value) => foldFact(kind, value) === undefined) ? "wrong_value" : undefined;
}
