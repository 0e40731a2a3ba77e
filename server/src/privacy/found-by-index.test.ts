import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/test-app.ts";
import { OWNED } from "./what-a-contact-owns.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => await test?.stop());

it.each(OWNED)(
  "W126 what $table has of a contact is found by an index, however much it has",
  async ({ table, column }) => {
    const found = await sql<{ name: string }>`
    select i.indexrelid::regclass::text as name from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    join pg_attribute b on b.attrelid = i.indrelid and b.attnum = i.indkey[1]
    where i.indrelid = ${table}::regclass and a.attname = 'organization_id' and b.attname = ${column}
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%s IS NOT NULL)', b.attname))`.execute(
      test.app.parts.database.system,
    );
    expect(found.rows.length).toBeGreaterThan(0);
  },
);
