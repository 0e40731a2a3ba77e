import { compareNumbers } from "./fold.ts";
import { type MessageText, NO_TEXT, readMessageText, readWordCount } from "./phrases.ts";
import { type FieldKind, foldFact, operatorsOf, type RuleCondition, type RuleOperator } from "./rules.ts";

/** What is known of one thing: a value, a set of them, what a message says, or nothing. */
export type RuleFact = string | readonly string[] | MessageText | undefined;
/** Does a condition hold of what its field says? */
export type ConditionTest = (fact: RuleFact) => boolean;

const never: ConditionTest = () => false;

/**
 * Makes one condition ready for many things, so that what it asks for is folded once. What has no value fits only `empty`,
 * whatever is asked (analytics, section 3); a set always has a value, perhaps the empty one, and a message says something or "".
 * A field of no kind, an operator that the kind does not have, nothing asked for: never. Which values a set has and which
 * phrases a message has is asked of many conditions together (`rule-book.ts`).
 */
export function prepareCondition(condition: RuleCondition, kind: FieldKind | undefined): ConditionTest {
  if (kind === undefined || !operatorsOf(kind).includes(condition.operator)) return never;
  if (kind === "set") return prepareSet(condition);
  return kind === "message" ? prepareMessage(condition) : prepareValue(condition, kind);
}

function prepareMessage({ operator, values }: RuleCondition): ConditionTest {
  if (operator !== "word_count") return never;
  const [asked] = values.flatMap((value) => readWordCount(value) ?? []);
  return (fact) => toMessageText(fact).words === asked;
}

/** No message says nothing. */
export function toMessageText(fact: RuleFact): MessageText {
  if (typeof fact === "string") return readMessageText(fact);
  return fact !== undefined && "marked" in fact ? fact : NO_TEXT;
}

function prepareValue({ operator, values }: RuleCondition, kind: FieldKind): ConditionTest {
  const read = foldOnce(kind);
  if (operator === "empty") return (fact) => read(fact) === undefined;
  if (operator === "filled") return (fact) => read(fact) !== undefined;
  const asked = values.flatMap((value) => foldFact(kind, value) ?? []);
  const [first] = asked;
  if (first === undefined) return never;
  return (fact) => {
    const had = read(fact);
    return had !== undefined && compareOne(kind, operator, had, first, asked);
  };
}

/** Many things one after another say the same. */
function foldOnce(kind: FieldKind): (fact: RuleFact) => string | undefined {
  let last: string | undefined;
  let folded: string | undefined;
  return (fact) => {
    if (typeof fact !== "string") return undefined;
    if (fact !== last) [last, folded] = [fact, foldFact(kind, fact)];
    return folded;
  };
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

function prepareSet({ operator }: RuleCondition): ConditionTest {
  if (operator === "filled") return (fact) => Array.isArray(fact) && fact.length > 0;
  return operator === "empty" ? (fact) => !Array.isArray(fact) || fact.length === 0 : never;
}
