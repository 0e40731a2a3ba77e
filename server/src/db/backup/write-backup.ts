import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open, opendir } from "node:fs/promises";
import { join, relative } from "node:path";
import pg from "pg";
import * as copy from "pg-copy-streams";
import type { SecretBox } from "../../lib/secret-box.ts";
import { type ArchiveWriter, writeArchive } from "./archive.ts";
import { BackupRefused } from "./backup-refused.ts";
import { listSequences, listTables, type TableShape } from "./describe-schema.ts";
import { keyCheckWord, type Manifest, manifestEntry, markerEntry, type TableInBackup } from "./manifest.ts";

export type BackupPlaces = {
  databaseUrl: string;
  /** With the key of the secrets in the database. */
  secretBox: SecretBox;
  /** The folder of stored files. */
  filesFolder: string;
  /** The archive. */
  file: string;
};

const partBytes = 1 << 20;

/**
 * Writes the database and the files into one archive while Guichet runs. The database is seen as it is at one moment.
 * Secrets stay encrypted, and their key is not in the archive.
 * @throws BackupRefused with one line for the operator
 */
export async function writeBackup({ databaseUrl, secretBox, filesFolder, file }: BackupPlaces): Promise<Manifest> {
  if (existsSync(file)) throw new BackupRefused(`${file} exists already: name another file.`);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "guichet-backup" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    let manifest: Manifest | undefined;
    await writeArchive(file, async (archive) => {
      await archive.add(markerEntry.name, markerEntry.content);
      const keyCheck = secretBox.seal(keyCheckWord, keyCheckWord);
      manifest = { keyCheck, ...(await fillArchive(archive, client, filesFolder)) };
      await archive.add(manifestEntry, JSON.stringify(manifest, null, 2));
    });
    if (!manifest) throw new Error("an archive was written without its manifest");
    return manifest;
  } finally {
    await client.end();
  }
}

async function fillArchive(
  archive: ArchiveWriter,
  client: pg.Client,
  filesFolder: string,
): Promise<Omit<Manifest, "keyCheck">> {
  const createdAt = new Date().toISOString();
  const tables: TableInBackup[] = [];
  for (const table of await listTables(client)) tables.push(await addTable(archive, client, table));
  if (!tables.some(({ name }) => name === "schema_migrations")) {
    throw new BackupRefused("This database holds no Guichet: there is nothing to back up.");
  }
  const migrations = await client.query<{ name: string; hash: string }>(
    "select name, hash from schema_migrations order by name",
  );
  const sequences = await listSequences(client);
  // After the rows: a file is stored before the row that names it, so every row of the snapshot finds its file.
  const files = await addFiles(archive, filesFolder);
  return { createdAt, migrations: migrations.rows, tables, sequences, files };
}

/** A tar entry says its size first, and a table's is not known: so a table is many entries, and memory stays constant. */
async function addTable(archive: ArchiveWriter, client: pg.Client, table: TableShape): Promise<TableInBackup> {
  const columns = table.columns.map((column) => `"${column}"`).join(", ");
  const rows = client.query(copy.to(`copy (select ${columns} from "${table.name}") to stdout`));
  const hash = createHash("sha256");
  let [parts, bytes, held, heldBytes]: [number, number, Buffer[], number] = [0, 0, [], 0];
  const flush = async () => {
    const part = Buffer.concat(held);
    [held, heldBytes] = [[], 0];
    hash.update(part);
    bytes += part.length;
    parts += 1;
    await archive.add(`tables/${table.name}/${parts}`, part);
  };
  for await (const chunk of rows) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= partBytes) await flush();
  }
  if (heldBytes > 0) await flush();
  return { ...table, rows: rows.rowCount, bytes, sha256: hash.digest("hex") };
}

async function addFiles(archive: ArchiveWriter, folder: string): Promise<Manifest["files"]> {
  const hash = createHash("sha256");
  let [count, bytes] = [0, 0];
  for await (const path of storedFiles(folder)) {
    // Removed since it was listed: no row of ours needs it any more than the one who removed it did.
    const handle = await open(path).catch(() => undefined);
    if (!handle) continue;
    const { size } = await handle.stat();
    const name = relative(folder, path);
    hash.update(`${name}\n`);
    const content = createReadStream(path, { fd: handle }).on("data", (chunk) => hash.update(chunk));
    await archive.addStream(`files/${name}`, size, content);
    count += 1;
    bytes += size;
  }
  return { count, bytes, sha256: hash.digest("hex") };
}

async function* storedFiles(folder: string): AsyncGenerator<string, void, void> {
  if (!existsSync(folder)) return;
  for await (const entry of await opendir(folder, { recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !relative(folder, path).startsWith("unfinished")) yield path;
  }
}
