import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { KEPT, OWNED } from "./what-a-contact-owns.ts";

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  database = await openDatabase({ url: created.url, connections: 2 });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

it("W126 every table that names a contact, an identity, a conversation or a message is deleted with it, or says why not", async () => {
  const naming = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name in ('contact_id', 'identity_id', 'conversation_id', 'message_id')
    order by 1`.execute(database.system);
  const listed = new Set<string>([...OWNED.map(({ table }) => table), ...Object.keys(KEPT)]);
  // A new table belongs into OWNED (or, with its reason, into KEPT) of what-a-contact-owns.ts.
  expect(naming.rows.map(({ name }) => name).filter((name) => !listed.has(name))).toEqual([]);
  expect(naming.rows.length).toBeGreaterThan(15);
});

it("W126 the list names tables and columns that are there", async () => {
  for (const { table, column } of OWNED) {
    const found = await sql`
      select 1 from information_schema.columns
      where table_schema = current_schema() and table_name = ${table} and column_name = ${column}`.execute(
      database.system,
    );
    expect(found.rows, `${table}.${column}`).toHaveLength(1);
  }
});
