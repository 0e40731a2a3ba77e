import type { OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import { fillOrganization } from "./permission/fill-organization.ts";
import { createTestDatabase } from "./test-database.ts";

/*
 * The second wall alone: nothing here says `where organization_id = …`, as if the policy functions had forgotten it.
 */
let database: Database;
let drop: () => Promise<void>;
let one: OrganizationId;
let other: OrganizationId;
let tables: string[];

beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  // Two connections for many readers: each is lent from one organization to the other all the time.
  database = await openDatabase({ url: created.url, connections: 2 });
  one = await fillOrganization(database);
  other = await fillOrganization(database);
  tables = await listWalledTables();
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

async function listWalledTables(): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select tablename as name from pg_policies where schemaname = current_schema() and 'guichet_app' = any(roles)
    order by 1`.execute(database.system);
  return found.rows.map((row) => row.name);
}

/** Whose rows the run-time role sees in a table when nobody narrows the question. */
async function seenIn(organizationId: OrganizationId, table: string): Promise<string[]> {
  const column = sql.ref(table === "organizations" ? "id" : "organization_id");
  const rows = await sql<{ whose: string }>`select distinct ${column} as whose from ${sql.table(table)}`.execute(
    database.of(organizationId),
  );
  return rows.rows.map((row) => row.whose);
}

describe("row-level security alone", () => {
  it("I22 the second wall is up on this server", () => {
    expect(database.walled).toBe(true);
    expect(tables.length).toBeGreaterThanOrEqual(31);
  });

  it("I22 every table with organization_id has a policy, or is out of the run-time role's reach", async () => {
    const open = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
        and has_table_privilege('guichet_app', c.oid, 'select, insert, update, delete')`.execute(database.system);
    expect(open.rows).toEqual([]);
  });

  it("I22 of what has no organization the run-time role reads the log's head and nothing else", async () => {
    const open = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relrowsecurity
        and has_table_privilege('guichet_app', c.oid, 'select, insert, update, delete, truncate')`.execute(
      database.system,
    );
    expect(open.rows).toEqual([{ name: "event_head" }]);
  });

  it("I22 a question without any where gives no row of another organization, in every table", async () => {
    const empty: string[] = [];
    for (const table of tables) {
      for (const organizationId of [one, other]) {
        const seen = await seenIn(organizationId, table);
        if (seen.length === 0) empty.push(table);
        else expect(seen, table).toEqual([organizationId]);
      }
    }
    // Each table holds rows of both, or the silence would prove nothing.
    expect(empty).toEqual([]);
  });

  it("I22 rows of another organization cannot be written, changed or deleted", async () => {
    for (const table of tables.filter((name) => name !== "organizations")) {
      const before = await countOf(other, table);
      for (const statement of [
        sql`update ${sql.table(table)} set organization_id = organization_id where organization_id = ${other}`,
        sql`delete from ${sql.table(table)} where organization_id = ${other}`,
        sql`update ${sql.table(table)} set organization_id = ${other}`,
        sql`insert into ${sql.table(table)} overriding user value select * from ${sql.table(table)} where organization_id = ${other}`,
      ]) {
        const touched = await statement.execute(database.of(one)).then(
          (result) => Number(result.numAffectedRows ?? 0),
          () => 0,
        );
        expect(touched, table).toBe(0);
      }
      expect(await countOf(other, table), table).toBe(before);
    }
  });

  it("S26 S48 the run-time role makes no tables and rewrites no log", async () => {
    for (const statement of [
      "create table stolen (id int)",
      "create schema stolen",
      "alter table users add column stolen int",
      "alter table users disable row level security",
      "drop policy one_organization on users",
      "drop table drafts",
      "truncate drafts",
      "create role stolen",
      "update settings_changes set subject = ''",
      "delete from settings_changes",
      "insert into event_log select * from event_log",
      "update event_log set type = ''",
      "delete from event_log",
      "delete from event_inbox",
      "select * from sign_in_attempts",
      "select * from account_links",
      "select * from leases",
    ])
      await expect(sql.raw(statement).execute(database.of(one)), statement).rejects.toThrow();
  });

  it("I22 lent connections never carry another organization over, with many at once and after errors", async () => {
    const readers = Array.from({ length: 300 }, async (_, index) => {
      const [mine, table] = [index % 2 === 0 ? one : other, tables[index % tables.length] ?? "users"];
      if (index % 7 === 0) await expect(sql`select 1 / 0`.execute(database.of(mine))).rejects.toThrow();
      if (index % 11 === 0) await expect(breakTransaction(mine)).rejects.toThrow("given up");
      if (index % 13 === 0) await expect(database.withClient(mine, (client) => client.query("oops"))).rejects.toThrow();
      expect(await seenIn(mine, table), table).toEqual([mine]);
    });
    await Promise.all(readers);
  });
});

async function countOf(organizationId: OrganizationId, table: string): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where organization_id = ${organizationId}`.execute(
    database.system,
  );
  return counted.rows[0]?.n ?? 0;
}

async function breakTransaction(organizationId: OrganizationId): Promise<void> {
  await database
    .of(organizationId)
    .transaction()
    .execute(async (trx) => {
      await sql`select set_config('guichet.organization_id', ${other}, true)`.execute(trx);
      throw new Error("given up");
    });
}
