import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import * as tar from "tar-stream";
import { BackupRefused } from "./backup-refused.ts";

export type ArchiveWriter = {
  add(name: string, content: Buffer | string): Promise<void>;
  addStream(name: string, size: number, content: Readable): Promise<void>;
};

/** Writes a gzipped tar that appears under its name when it is whole and on the disk, or not at all. */
export async function writeArchive(path: string, fill: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  const draft = `${path}.part-${process.pid}`;
  const pack = tar.pack();
  const written = pipeline(
    pack,
    createGzip({ level: 4 }),
    createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }),
  );
  try {
    await Promise.race([fill(toWriter(pack)), written]);
    pack.finalize();
    await written;
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    pack.destroy();
    await written.catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

export type ArchiveEntry = { name: string; content: AsyncIterable<Buffer> };

/**
 * Each entry in turn; its content must be read before the next is asked for.
 * @throws BackupRefused when the file is no whole archive
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry, void, void> {
  const extract = tar.extract();
  const source = createReadStream(path);
  const reading = pipeline(source, createGunzip(), extract);
  // The loop below hears of the error too; until it does, nobody else must.
  reading.catch(() => undefined);
  try {
    for await (const entry of extract) yield { name: entry.header.name, content: buffersOf(entry, path) };
    await reading;
  } catch (error) {
    throw asRefusal(error, path);
  } finally {
    source.destroy();
    extract.destroy();
  }
}

/** The package's types leave open what an entry's stream yields. Damage shows here or between entries. */
async function* buffersOf(entry: AsyncIterable<unknown>, path: string): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of entry) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw asRefusal(error, path);
  }
}

function asRefusal(cause: unknown, path: string): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = "code" in cause ? String(cause.code) : "";
  const isDamage =
    code.startsWith("Z_") || /Unexpected end of data|Invalid tar header|Premature close/.test(cause.message);
  return isDamage ? new BackupRefused(`${path} is not a whole backup: it is damaged or cut off.`, { cause }) : cause;
}

function toWriter(pack: tar.Pack): ArchiveWriter {
  return {
    add: (name, content) =>
      new Promise((resolve, reject) => {
        pack.entry({ name, mode: 0o600 }, Buffer.from(content), (error) => (error ? reject(error) : resolve()));
      }),
    addStream: (name, size, content) =>
      new Promise((resolve, reject) => {
        const entry = pack.entry({ name, mode: 0o600, size }, (error) => (error ? reject(error) : resolve()));
        content.on("error", (error) => entry.destroy(error));
        content.on("data", (chunk) => {
          if (!entry.write(chunk)) content.pause();
        });
        entry.on("drain", () => content.resume());
        content.on("end", () => entry.end(undefined));
      }),
  };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync();
  await folder.close();
}
