import { NO_TEXT, type RuleCondition, readPhrases, readWordCount } from "@guichet/contract";
import { sql } from "kysely";
import type { RuleSource, Test } from "./compile-rule.ts";

/**
 * A condition on what a message says. The text of its source is the marked one (contract/src/phrases.ts): where a phrase may
 * begin and end stands in it, so that PostgreSQL compares bytes and its own idea of letters is never asked. Where the source
 * has nothing, the message says nothing.
 */
export function compilePhrases(
  { operator, values }: RuleCondition,
  { where }: Extract<RuleSource, { where: unknown }>,
): Test {
  if (operator === "word_count") return compileWordCount(values, where);
  const phrases = readPhrases(values);
  if (phrases.length === 0) return sql`false`;
  const some = (test: (text: Test, phrase: string) => Test) =>
    where(
      ({ text }) =>
        sql`(${sql.join(
          phrases.map((phrase) => test(text, phrase)),
          sql` or `,
        )})`,
    );
  const all = () =>
    where(
      ({ text }) =>
        sql`(${sql.join(
          phrases.map((phrase) => contains(text, phrase)),
          sql` and `,
        )})`,
    );
  switch (operator) {
    case "begins_with":
      return some((text, phrase) => sql`starts_with(${text}, ${phrase})`);
    case "ends_with":
      return some((text, phrase) => sql`right(${text}, length(${phrase}::text)) = ${phrase}`);
    case "any_of":
      return some(contains);
    case "all_of":
      return all();
    case "none_of":
      return sql`not ${some(contains)}`;
    case "not_all_of":
      return sql`not ${all()}`;
    default:
      return sql`false`;
  }
}

const contains = (text: Test, phrase: string): Test => sql`position(${phrase} in ${text}) > 0`;

/** Words stand apart by one blank each. */
function compileWordCount(values: readonly string[], where: Extract<RuleSource, { where: unknown }>["where"]): Test {
  const [asked] = values.flatMap((value) => readWordCount(value) ?? []);
  if (asked === undefined) return sql`false`;
  if (asked === 0) return sql`not ${where(({ text }) => sql`${text} <> ${NO_TEXT.marked}`)}`;
  return where(
    ({ text }) =>
      sql`(${text} <> ${NO_TEXT.marked} and length(${text}) - length(replace(${text}, ' ', '')) + 1 = ${asked})`,
  );
}
