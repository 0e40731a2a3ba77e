import {
  type FieldKind,
  foldFact,
  operatorsOf,
  type RuleCondition,
  type RuleFields,
  type RuleNode,
  readNumber,
} from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import { compilePhrases } from "./compile-phrases.ts";

export type Test = RawBuilder<unknown>;

/**
 * The columns of a value: its folded text (contract/src/fold.ts; of a message the marked one, contract/src/phrases.ts), its
 * number, and what an index holds of the text.
 */
export type RuleColumns = { readonly text: Test; readonly number?: Test; readonly key?: Test };
/**
 * Where a field is found. `where` wraps a test of its columns, e.g. in `exists (…)`, and must give false when there is no
 * value; `set` is an array of texts, never null.
 */
export type RuleSource = { readonly where: (test: (columns: RuleColumns) => Test) => Test } | { readonly set: Test };

/** Characters of a folded text that stand in its key. */
const KEY_LENGTH = 200;

/** The tree as an SQL condition that says what `evaluateRule` says; never null. */
export function compileRule(
  node: RuleNode,
  fields: RuleFields,
  sourceOf: (field: string) => RuleSource | undefined,
): RawBuilder<boolean> {
  if (node.type === "condition") {
    const kind = fields.get(node.field);
    const source = sourceOf(node.field);
    if (kind === undefined || source === undefined || !operatorsOf(kind).includes(node.operator)) return sql`false`;
    if ("set" in source) return compileSet(node, source.set);
    return kind === "message" ? sql`${compilePhrases(node, source)}` : compileValue(node, kind, source);
  }
  if (node.nodes.length === 0) return sql`false`;
  const parts = node.nodes.map((one) => compileRule(one, fields, sourceOf));
  return sql<boolean>`(${sql.join(parts, node.type === "all" ? sql` and ` : sql` or `)})`;
}

function compileValue(
  { operator, values }: RuleCondition,
  kind: FieldKind,
  source: Extract<RuleSource, { where: unknown }>,
): RawBuilder<boolean> {
  if (operator === "filled") return sql`${source.where(({ text }) => sql`${text} is not null`)}`;
  if (operator === "empty") return sql`not ${source.where(({ text }) => sql`${text} is not null`)}`;
  const asked = values.flatMap((value) => foldFact(kind, value) ?? []);
  const [first] = asked;
  if (first === undefined) return sql`false`;
  const wanted = { operator, first, asked };
  return sql`${source.where((columns) => (kind === "number" ? testNumber(columns, wanted) : testText(columns, wanted)))}`;
}

type Wanted = {
  readonly operator: RuleCondition["operator"];
  readonly first: string;
  readonly asked: readonly string[];
};

/** Folded texts are compared byte by byte, as days and words both want. */
function testText({ text, key }: RuleColumns, { operator, first, asked }: Wanted): Test {
  switch (operator) {
    case "equals":
      return key === undefined ? sql`${text} = ${first}` : sql`(${key} = ${keyOf(first)} and ${text} = ${first})`;
    case "any_of": {
      const all = sql`${text} = any(${[...asked]}::text[])`;
      return key === undefined ? all : sql`(${key} = any(${asked.map(keyOf)}::text[]) and ${all})`;
    }
    case "not_equals":
      return sql`${text} <> ${first}`;
    case "none_of":
      return sql`${text} <> all(${[...asked]}::text[])`;
    case "contains":
      return sql`position(${first} in ${text}) > 0`;
    case "not_contains":
      return sql`(${text} is not null and position(${first} in ${text}) = 0)`;
    case "starts_with":
      return sql`starts_with(${text}, ${first})`;
    case "above":
      return sql`${text} collate "C" > ${first}`;
    case "at_least":
      return sql`${text} collate "C" >= ${first}`;
    case "below":
      return sql`${text} collate "C" < ${first}`;
    case "at_most":
      return sql`${text} collate "C" <= ${first}`;
    default:
      return sql`false`;
  }
}

function testNumber({ number }: RuleColumns, { operator, first, asked }: Wanted): Test {
  if (number === undefined) return sql`false`;
  const value = sql`${readNumber(first)}::float8`;
  switch (operator) {
    case "equals":
      return sql`${number} = ${value}`;
    case "not_equals":
      return sql`${number} <> ${value}`;
    case "any_of":
      return sql`${number} = any(${asked.map(readNumber)}::float8[])`;
    case "above":
      return sql`${number} > ${value}`;
    case "at_least":
      return sql`${number} >= ${value}`;
    case "below":
      return sql`${number} < ${value}`;
    case "at_most":
      return sql`${number} <= ${value}`;
    default:
      return sql`false`;
  }
}

function compileSet({ operator, values }: RuleCondition, set: Test): RawBuilder<boolean> {
  const wanted = sql`${[...values]}::text[]`;
  switch (operator) {
    case "filled":
      return sql`(cardinality(${set}) > 0)`;
    case "empty":
      return sql`(cardinality(${set}) = 0)`;
    case "any_of":
      return sql`(${set} && ${wanted})`;
    case "all_of":
      return values.length === 0 ? sql`false` : sql`(${set} @> ${wanted})`;
    case "none_of":
      return values.length === 0 ? sql`false` : sql`(not ${set} && ${wanted})`;
    default:
      return sql`false`;
  }
}

/** The first characters, never half of one. */
export function keyOf(folded: string): string {
  return folded.length <= KEY_LENGTH ? folded : [...folded].slice(0, KEY_LENGTH).join("");
}
