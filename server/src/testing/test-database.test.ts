import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createEmptyDatabase, createTestDatabase } from "./test-database.ts";

const made: { drop(): Promise<void> }[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));

test("databases asked for at the same time are separate clones", async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
  made.push(...databases);
  expect(new Set(databases.map((database) => database.url)).size).toBe(4);
  await Promise.all(databases.map((database) => query(database.url, "create table only_here ()")));
});

test("an empty database has no table of ours", async () => {
  const database = await createEmptyDatabase();
  made.push(database);
  const tables = await query(database.url, "select from pg_tables where schemaname = 'public'");
  expect(tables.rowCount).toBe(0);
});

test("a dropped database is gone even while somebody is connected", async () => {
  const database = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  await database.drop();
  await expect(query(database.url, "select 1")).rejects.toThrow("does not exist");
});

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
