import { compareNumbers, foldPhone, foldText, isDay, readNumber } from "./fold.ts";

/**
 * The one rule tree: contact groups now, later whatever decides by conditions (automations, skill sets, views, reports).
 * A condition asks one field; groups join with AND (`all`) or OR (`any`). It is evaluated here, in memory, and by the
 * server in SQL (`server/src/db/compile-rule.ts`); a property test holds the two together.
 */
export const FIELD_KINDS = ["text", "phone", "number", "date", "yes_no", "choice", "set"] as const;
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
};

/** What one may ask of a field of this kind, in the order in which an editor offers it. */
export function operatorsOf(kind: FieldKind): readonly RuleOperator[] {
  return OPERATORS[kind];
}

/** How many values an operator takes: none, one, or a list. */
export function valuesOf(operator: RuleOperator): "none" | "one" | "list" {
  if (operator === "filled" || operator === "empty") return "none";
  return operator === "any_of" || operator === "all_of" || operator === "none_of" ? "list" : "one";
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
/** What is known of one thing: a value, a set of them, or nothing. */
export type RuleFacts = (field: string) => string | readonly string[] | undefined;

/**
 * Does the tree hold? What has no value fits only `empty`, whatever is asked (analytics, section 3); a set always has a
 * value, perhaps the empty one, so `none_of` fits it. An unknown field, an operator that its kind does not have, a group
 * without conditions: never, so that a broken rule matches nothing rather than everything.
 */
export function evaluateRule(node: RuleNode, fields: RuleFields, facts: RuleFacts): boolean {
  if (node.type === "condition") return evaluateCondition(node, fields.get(node.field), facts(node.field));
  if (node.nodes.length === 0) return false;
  return node.type === "all"
    ? node.nodes.every((one) => evaluateRule(one, fields, facts))
    : node.nodes.some((one) => evaluateRule(one, fields, facts));
}

function evaluateCondition(
  { operator, values }: RuleCondition,
  kind: FieldKind | undefined,
  fact: string | readonly string[] | undefined,
): boolean {
  if (kind === undefined || !OPERATORS[kind].includes(operator)) return false;
  if (kind === "set") return evaluateSet(operator, values, typeof fact === "object" ? fact : []);
  const had = typeof fact === "string" ? foldFact(kind, fact) : undefined;
  if (operator === "empty" || had === undefined) return operator === "empty" && had === undefined;
  if (operator === "filled") return true;
  const asked = values.flatMap((value) => foldFact(kind, value) ?? []);
  const [first] = asked;
  return first !== undefined && compareOne(kind, operator, had, first, asked);
}

function compareOne(
  kind: FieldKind,
  operator: RuleOperator,
  had: string,
  first: string,
  asked: readonly string[],
): boolean {
  const order = kind === "number" ? compareNumbers(had, first) : had < first ? -1 : had > first ? 1 : 0;
  const same = (other: string) => (kind === "number" ? compareNumbers(had, other) === 0 : had === other);
  switch (operator) {
    case "equals":
      return order === 0;
    case "not_equals":
      return order !== 0;
    case "contains":
      return had.includes(first);
    case "not_contains":
      return !had.includes(first);
    case "starts_with":
      return had.startsWith(first);
    case "any_of":
      return asked.some(same);
    case "none_of":
      return !asked.some(same);
    case "above":
      return order > 0;
    case "at_least":
      return order >= 0;
    case "below":
      return order < 0;
    case "at_most":
      return order <= 0;
    default:
      return false;
  }
}

function evaluateSet(operator: RuleOperator, values: readonly string[], had: readonly string[]): boolean {
  switch (operator) {
    case "filled":
      return had.length > 0;
    case "empty":
      return had.length === 0;
    case "any_of":
      return values.some((value) => had.includes(value));
    case "all_of":
      return values.length > 0 && values.every((value) => had.includes(value));
    case "none_of":
      return values.length > 0 && !values.some((value) => had.includes(value));
    default:
      return false;
  }
}

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
  const wanted = valuesOf(operator);
  if (wanted === "none") return undefined;
  const given = values.filter((value) => value.trim() !== "");
  if (given.length === 0) return "no_value";
  if (wanted === "one" && given.length > 1) return "wrong_value";
  return kind !== "set" && given.some((value) => foldFact(kind, value) === undefined) ? "wrong_value" : undefined;
}
