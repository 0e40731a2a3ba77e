import type { Db } from "./database.ts";
import type { LentClient } from "./lend-client.ts";
import { readRows } from "./read-rows.ts";

/** One statement in its own words: what runs inside the intake's hot transaction and in any other alike. */
export type Ask = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[]) => Promise<Row[]>;

export function askClient(client: LentClient): Ask {
  return async <Row extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, values)).rows;
}

export function askDb(db: Db): Ask {
  return async <Row extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
    await readRows<Row>(db, text, values);
}
