import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../db/migrate.ts";

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A database of its own for a test file, with every migration done: a clone of the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(async (admin) => {
    const template = await ensureTemplate(admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  return {
    url: addressOf(name),
    drop: () => asAdmin(async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

/** A database of its own without any table. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await asAdmin((admin) => admin.query(`create database ${name} template template0`));
  return {
    url: addressOf(name),
    drop: () => asAdmin(async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

/** Built by the first worker that needs it, while the others wait. It gets its name only when it is whole. */
async function ensureTemplate(admin: pg.Client): Promise<string> {
  const template = `guichet_template_${hashMigrations()}`;
  await admin.query("select pg_advisory_lock(hashtext($1))", [template]);
  try {
    const found = await admin.query("select from pg_database where datname = $1", [template]);
    if (found.rowCount === 0) await buildTemplate(admin, template);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtext($1))", [template]);
  }
  return template;
}

async function buildTemplate(admin: pg.Client, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft} template template0`);
  await migrate(addressOf(draft));
  await admin.query(`alter database ${draft} rename to ${template}`);
}

/** A server kept warm has templates of former migrations; they must not serve newer code. */
function hashMigrations(): string {
  const folder = new URL("../../migrations/", import.meta.url).pathname;
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function addressOf(database: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function adminUrl(): string {
  const url = process.env.GUICHET_TEST_DATABASE_URL;
  if (!url) throw new Error("no test server: run with the repository's vitest.config.ts");
  return url;
}
