import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSecretBox } from "../../lib/secret-box.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { writeArchive } from "./archive.ts";
import { BackupRefused } from "./backup-refused.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-backup-"));
const filesFolder = join(folder, "files");
const file = join(folder, "whole.backup");
const organizationId = "0199a000-0000-7000-8000-000000000001";
const secretBox = createSecretBox(randomBytes(32));
const odd = 'tab\t newline\n backslash \\ quote " \\. \\N é 漢字 🦊';
const toDrop: TestDatabase[] = [];
let source: TestDatabase;

beforeAll(async () => {
  source = await track(createTestDatabase());
  await fill(source.url);
  mkdirSync(join(filesFolder, "ab/cd"), { recursive: true });
  mkdirSync(join(filesFolder, "unfinished"));
  writeFileSync(join(filesFolder, "ab/cd/abcd00"), randomBytes(3_000_000));
  writeFileSync(join(filesFolder, "ab/cd/empty"), "");
  writeFileSync(join(filesFolder, "unfinished/half"), "half");
  await writeBackup({ databaseUrl: source.url, secretBox, filesFolder, file });
});

afterAll(async () => {
  await Promise.all(toDrop.map((database) => database.drop()));
  rmSync(folder, { recursive: true });
});

test("I29 a backup restored into an empty database gives the same rows, sequences and files", async () => {
  const target = await track(createEmptyDatabase());
  const targetFiles = join(folder, "restored");
  const manifest = await restoreBackup({ databaseUrl: target.url, filesFolder: targetFiles, file });
  expect(await contents(target.url)).toEqual(await contents(source.url));
  expect(await query(target.url, "select name from organizations")).toEqual([{ name: odd }]);
  expect(manifest.files.count).toBe(2);
  for (const name of ["ab/cd/abcd00", "ab/cd/empty"]) {
    expect(readFileSync(join(targetFiles, name)).equals(readFileSync(join(filesFolder, name)))).toBe(true);
  }
  const [next] = await query(target.url, insertEvent);
  expect(Number(next?.ticket)).toBeGreaterThan(5000);
});

test("I29 a restored database keeps its second wall: the run-time role sees one organization", async () => {
  const target = await track(createEmptyDatabase());
  await restoreBackup({ databaseUrl: target.url, filesFolder: join(folder, "walled"), file });
  expect(await query(target.url, "set role guichet_app; select count(*)::int from organizations")).toEqual([
    { count: 0 },
  ]);
});

test("a Guichet that was started but never set up counts as empty", async () => {
  const target = await track(createTestDatabase());
  await restoreBackup({ databaseUrl: target.url, filesFolder: join(folder, "started"), file });
  expect(await contents(target.url)).toEqual(await contents(source.url));
});

test("the backup shows one moment although rows keep being written", async () => {
  const busy = await track(createTestDatabase());
  await fill(busy.url);
  let isDone = false;
  const writing = writePairs(busy.url, () => isDone);
  const path = join(folder, "busy.backup");
  await writeBackup({ databaseUrl: busy.url, secretBox, filesFolder, file: path });
  isDone = true;
  expect(await writing).toBeGreaterThan(0);
  const target = await track(createEmptyDatabase());
  await restoreBackup({ databaseUrl: target.url, filesFolder: join(folder, "busy"), file: path });
  const [pairs] = await query(
    target.url,
    "select (select count(*) from teams) = (select count(*) from topics) as equal",
  );
  expect(pairs).toEqual({ equal: true });
});

test("an archive cut off anywhere is refused and leaves nothing behind", async () => {
  const target = await track(createEmptyDatabase());
  const whole = readFileSync(file);
  for (const share of [0, 0.01, 0.3, 0.7, 0.999]) {
    const half = join(folder, "half.backup");
    writeFileSync(half, whole);
    truncateSync(half, Math.floor(whole.length * share));
    await expectRefusal(target, half, /is not a/);
  }
});

test("an archive with one changed byte is refused and leaves nothing behind", async () => {
  const target = await track(createEmptyDatabase());
  const inside = gunzipSync(readFileSync(file));
  const damaged = join(folder, "damaged.backup");
  for (const place of [inside.indexOf(Buffer.from("漢字")), inside.indexOf(Buffer.from("files/ab")) + 700_000]) {
    const changed = Buffer.from(inside);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    writeFileSync(damaged, gzipSync(changed));
    await expectRefusal(target, damaged, /damaged/);
  }
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(damaged, bytes);
  await expectRefusal(target, damaged, /damaged/);
});

test("S17 P72 an archive whose entries point out of their folder is refused", async () => {
  const target = await track(createEmptyDatabase());
  for (const name of ["files/../../escaped", "files//etc/passwd", "tables/../x/1", "other"]) {
    const evil = join(folder, `evil-${randomBytes(3).toString("hex")}`);
    await writeArchive(evil, async (archive) => {
      await archive.add("guichet-backup", "Guichet backup, format 1\n");
      await archive.add(name, "x");
    });
    await expectRefusal(target, evil, /not a backup of Guichet/);
  }
});

test("any other file is refused", async () => {
  const target = await track(createEmptyDatabase());
  const letter = join(folder, "letter.txt");
  writeFileSync(letter, "Dear Guichet,");
  await expectRefusal(target, letter, /not a whole backup/);
  await expectRefusal(target, join(folder, "nothing-here"), /no file/);
});

test("a database in use, another product's database and a folder with files are refused untouched", async () => {
  const target = await track(createEmptyDatabase());
  await query(target.url, "create table schema_migrations (version text)");
  await expect(restore(target, file)).rejects.toThrow("holds other tables");
  await expect(restore(source, file)).rejects.toThrow("holds an organization");
  const empty = await track(createEmptyDatabase());
  const used = { databaseUrl: empty.url, filesFolder, file };
  await expect(restoreBackup(used)).rejects.toThrow("holds files");
});

test("a backup of a newer Guichet is refused and leaves nothing behind", async () => {
  const newer = await track(createTestDatabase());
  await fill(newer.url);
  await query(newer.url, "insert into schema_migrations values ('9999_future.sql', 'x')");
  const path = join(folder, "newer.backup");
  await writeBackup({ databaseUrl: newer.url, secretBox, filesFolder, file: path });
  await expectRefusal(
    await track(createEmptyDatabase()),
    path,
    /newer Guichet than this one \(it has 9999_future.sql\)/,
  );
});

test("a backup never overwrites a file, and one that fails leaves none", async () => {
  await expect(writeBackup({ databaseUrl: source.url, secretBox, filesFolder, file })).rejects.toThrow(
    "exists already",
  );
  const empty = await track(createEmptyDatabase());
  const path = join(folder, "of-nothing.backup");
  await expect(writeBackup({ databaseUrl: empty.url, secretBox, filesFolder, file: path })).rejects.toThrow(
    BackupRefused,
  );
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith("of-nothing"))).toEqual([]);
});

async function expectRefusal(target: TestDatabase, path: string, message: RegExp): Promise<void> {
  await expect(restore(target, path)).rejects.toThrow(message);
  const tables = await query(target.url, "select from pg_tables where schemaname = 'public'");
  expect(tables).toEqual([]);
  expect(existsSync(join(folder, "target"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes(".restored-"))).toEqual([]);
}

function restore(target: TestDatabase, path: string) {
  return restoreBackup({ databaseUrl: target.url, filesFolder: join(folder, "target"), file: path });
}

const insertEvent = `insert into event_inbox (organization_id, id, type, actor, data, at)
  values ('${organizationId}', gen_random_uuid(), 'x', '{}', '{}', now()) returning ticket`;

async function fill(url: string): Promise<void> {
  await query(url, "insert into organizations (id, name) values ($1, $2)", [organizationId, odd]);
  await query(
    url,
    `insert into contacts (organization_id, id, name)
     select $1, gen_random_uuid(), repeat('a long name ', 40) || n from generate_series(1, 5000) n`,
    [organizationId],
  );
  await query(
    url,
    `insert into event_inbox (organization_id, id, type, actor, data, at)
     select $1, gen_random_uuid(), 'x', '{}', jsonb_build_object('n', n), now() from generate_series(1, 5000) n`,
    [organizationId],
  );
}

/** A team and a topic in each transaction: any moment shows as many of the one as of the other. */
async function writePairs(url: string, isDone: () => boolean): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let count = 0;
  for (; !isDone(); count++) {
    await client.query("begin");
    for (const table of ["teams", "topics"]) {
      await client.query(`insert into ${table} (organization_id, id, name) values ($1, gen_random_uuid(), $2)`, [
        organizationId,
        String(count),
      ]);
    }
    await client.query("commit");
  }
  await client.end();
  return count;
}

/** A fingerprint of every table's rows. */
async function contents(url: string): Promise<Record<string, unknown>> {
  const tables = await query(url, "select tablename as name from pg_tables where schemaname = 'public' order by 1");
  const prints: Record<string, unknown> = {};
  for (const { name } of tables) {
    const sum = "count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text collate \"C\")) as print";
    prints[String(name)] = (await query(url, `select ${sum} from ${name} t`))[0];
  }
  return prints;
}

async function query(url: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(text, values);
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}

async function track(database: Promise<TestDatabase>): Promise<TestDatabase> {
  const made = await database;
  toDrop.push(made);
  return made;
}
