import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const FOLDER = new URL("../../migrations/", import.meta.url);
/** Any number that nobody else takes: one migration at a time over all processes. */
const LOCK = 7_451_001;

export type MigrationState = { readonly applied: readonly string[]; readonly missing: readonly string[] };

/** Brings the schema up to date: plain SQL, forward only, each file in its own transaction. Safe to run twice and at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "guichet-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
    for (const file of await migrationFiles()) await applyOnce(client, file);
  } finally {
    await client.end();
  }
}

/** What has been applied and what has not; for `/healthz` and `guichet doctor`. */
export async function migrationState(databaseUrl: string): Promise<MigrationState> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const names = (await migrationFiles()).map((file) => file.name);
    const exists = await client.query("select to_regclass('schema_migrations') as found");
    const rows = exists.rows[0]?.found
      ? (await client.query<{ name: string }>("select name from schema_migrations")).rows
      : [];
    const applied = new Set(rows.map((row) => row.name));
    return { applied: names.filter((name) => applied.has(name)), missing: names.filter((name) => !applied.has(name)) };
  } finally {
    await client.end();
  }
}

async function migrationFiles(): Promise<{ name: string; sql: string; hash: string }[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).sort();
  return await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function applyOnce(client: pg.Client, file: { name: string; sql: string; hash: string }): Promise<void> {
  const done = await client.query<{ hash: string }>("select hash from schema_migrations where name = $1", [file.name]);
  if (done.rows[0] !== undefined) return;
  await client.query("begin");
  try {
    // A migration never waits long for a lock that intake holds (it is tried again at the next start).
    await client.query("set local lock_timeout = '1s'");
    await client.query(file.sql);
    await client.query("insert into schema_migrations (name, hash) values ($1, $2)", [file.name, file.hash]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${file.name} failed`, { cause: error });
  }
}
