import { createWriteStream, existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import pg from "pg";
import * as copy from "pg-copy-streams";
import { migrate } from "../migrate.ts";
import { readArchive } from "./archive.ts";
import { BackupRefused } from "./backup-refused.ts";
import { clearUnusedSchema } from "./clear-unused-schema.ts";
import type { Manifest, TableInBackup } from "./manifest.ts";
import { targetOf, verifyBackup } from "./verify-backup.ts";
import type { BackupPlaces } from "./write-backup.ts";

const migrationsFolder = new URL("../../../migrations/", import.meta.url);

/**
 * Fills an empty database and files folder from an archive: all of it, with the same counts, or nothing. A backup of
 * an older Guichet is loaded into the schema of its time and then brought up to date.
 * @throws BackupRefused with one line for the operator
 */
export async function restoreBackup({
  databaseUrl,
  filesFolder,
  file,
}: Omit<BackupPlaces, "secretBox">): Promise<Manifest> {
  const manifest = await verifyBackup(file);
  if (existsSync(filesFolder) && readdirSync(filesFolder).some((name) => name !== "unfinished")) {
    throw new BackupRefused(`The folder ${filesFolder} holds files: a backup is restored into an empty Guichet only.`);
  }
  const draft = `${filesFolder}.restored-${process.pid}`;
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "guichet-restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin");
    await clearUnusedSchema(client);
    await makeSchema(client, manifest);
    await switchTriggers(client, manifest, "disable");
    await loadArchive(client, manifest, file, draft);
    await switchTriggers(client, manifest, "enable");
    await checkCounts(client, manifest);
    await moveFiles(draft, filesFolder);
    await client.query("commit");
  } finally {
    await client.end();
    await rm(draft, { recursive: true, force: true });
  }
  await migrate(databaseUrl);
  return manifest;
}

async function makeSchema(client: pg.Client, manifest: Manifest): Promise<void> {
  await client.query(
    "create table schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
  );
  for (const { name } of manifest.migrations) {
    const sql = await readFile(new URL(name, migrationsFolder), "utf8").catch((cause: unknown) => {
      throw new BackupRefused(`The backup is of a newer Guichet than this one (it has ${name}).`, { cause });
    });
    await client.query(sql);
  }
  // Migrations put in first rows of their own.
  const tables = manifest.tables.map(({ name }) => `"${name}"`).join(", ");
  await client.query(`truncate ${tables}`);
}

/** What our triggers keep up is in the backup itself; foreign keys stay on. */
async function switchTriggers(client: pg.Client, manifest: Manifest, how: "disable" | "enable"): Promise<void> {
  for (const { name } of manifest.tables) await client.query(`alter table "${name}" ${how} trigger user`);
}

async function loadArchive(client: pg.Client, manifest: Manifest, file: string, draft: string): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  let open: { name: string; rows: copy.CopyStreamQuery } | undefined;
  for await (const { name, content } of readArchive(file)) {
    const target = targetOf(name);
    const table = target.type === "table" ? tables.get(target.name) : undefined;
    if (open && open.name !== table?.name) {
      open.rows.end();
      await finished(open.rows);
      open = undefined;
    }
    if (table) {
      open ??= { name: table.name, rows: startCopy(client, table) };
      await pipeline(content, open.rows, { end: false });
    } else if (target.type === "file") {
      await writeFile(join(draft, target.path), content);
    } else {
      for await (const _ of content);
    }
  }
  for (const { name, last } of manifest.sequences) {
    await client.query("select setval($1::regclass, $2)", [`"${name}"`, last]);
  }
}

function startCopy(client: pg.Client, { name, columns }: TableInBackup): copy.CopyStreamQuery {
  const list = columns.map((column) => `"${column}"`).join(", ");
  const rows = client.query(copy.from(`copy "${name}" (${list}) from stdin`));
  // Whoever writes to it hears of its error; between two parts nobody does, and that must not end the process.
  rows.on("error", () => undefined);
  return rows;
}

async function writeFile(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(content, createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }));
}

async function checkCounts(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const found = await client.query<{ count: string }>(`select count(*) from "${name}"`);
    if (Number(found.rows[0]?.count) !== rows) {
      throw new BackupRefused(`The table ${name} has ${found.rows[0]?.count} rows after loading, the backup ${rows}.`);
    }
  }
}

/** Before the commit: should it fail, the files lie there without a row that names them, and nothing shows them. */
async function moveFiles(draft: string, filesFolder: string): Promise<void> {
  if (!existsSync(draft)) return;
  await rm(filesFolder, { recursive: true, force: true });
  await rename(draft, filesFolder);
}
