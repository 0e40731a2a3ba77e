import { type RawBuilder, sql } from "kysely";

/**
 * Of messages of contacts: is it something that they wrote? A reaction stands among the messages and says nothing (decision 56).
 * `alias`: what the statement calls `messages`.
 */
export function isWritten(alias: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${alias}.context`)} ->> 'about' is distinct from 'reaction'`;
}
