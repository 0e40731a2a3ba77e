import type { OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { type Ctx, inTransaction } from "./ctx.ts";
import { type Database, openDatabase } from "./database.ts";

const organizationId = uuidV7() as OrganizationId;
let server: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({ url: server.url });
  await sql`create table tallies (name text primary key, count int not null default 0)`.execute(database.system);
  await sql`insert into tallies (name) values ('a'), ('b')`.execute(database.system);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const ctx = (): Ctx => ({
  db: database.system,
  organizationId,
  actor: { type: "system", name: "test" },
  now: () => new Date(),
  log: createLog("silent"),
});
const add = async (inside: Ctx, name: string) =>
  await sql`update tallies set count = count + 1 where name = ${name}`.execute(inside.db);
const counts = async () =>
  (await sql<{ count: number }>`select count from tallies order by name`.execute(database.system)).rows.map(
    (row) => row.count,
  );

it("F-06 two transactions that block one another are both done, each once", async () => {
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  let runs = 0;
  await Promise.all([
    inTransaction(ctx(), async (inside) => {
      runs += 1;
      // It looks for a deadlock first, so it is the one that is rolled back.
      await sql`set local deadlock_timeout = '100ms'`.execute(inside.db);
      await add(inside, "a");
      first.resolve();
      await second.promise;
      await add(inside, "b");
    }),
    inTransaction(ctx(), async (inside) => {
      runs += 1;
      await sql`set local deadlock_timeout = '20s'`.execute(inside.db);
      await add(inside, "b");
      second.resolve();
      await first.promise;
      await add(inside, "a");
    }),
  ]);
  expect(runs).toBe(3);
  expect(await counts()).toEqual([2, 2]);
});

it("F-06 what fails for another reason, or twice, is told and leaves nothing behind", async () => {
  let runs = 0;
  const fail = (code: string) =>
    inTransaction(ctx(), async (inside) => {
      runs += 1;
      await add(inside, "a");
      await sql.raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`).execute(inside.db);
    });
  await expect(fail("23505")).rejects.toMatchObject({ code: "23505" });
  expect(runs).toBe(1);
  await expect(fail("40001")).rejects.toMatchObject({ code: "40001" });
  expect(runs).toBe(3);
  expect(await counts()).toEqual([2, 2]);
});

it("a transaction in which nothing is asked does not begin; with its first statement it does", async () => {
  const begun = async (): Promise<number> => {
    const asked = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(database.system);
    return asked.rows[0]?.n ?? -1;
  };
  await inTransaction(ctx(), async () => expect(await begun()).toBe(0));
  await expect(inTransaction(ctx(), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const before = await counts();
  await inTransaction(ctx(), async (inside) => {
    await add(inside, "a");
    expect(await begun()).toBe(1);
  });
  const undone = inTransaction(ctx(), async (inside) => {
    await add(inside, "b");
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await counts()).toEqual([(before[0] ?? 0) + 1, before[1]]);
});
