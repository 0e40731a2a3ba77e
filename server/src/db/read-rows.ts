import { CompiledQuery } from "kysely";
import type { Db } from "./database.ts";

/**
 * Rows of a hot statement (decision 5): its text is a constant, so nothing is built or compiled for a call and each
 * connection prepares it once. Joins the transaction `db` stands in.
 *
 * The planner must not see how short an array or a limit is, or it finds the value at hand cheaper than the prepared plan
 * and plans anew every time: `limit (select $3::int)`, `any((select $2::uuid[])::uuid[])`.
 */
export async function readRows<Row>(db: Db, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}
