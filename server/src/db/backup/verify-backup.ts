import { createHash, type Hash } from "node:crypto";
import { existsSync } from "node:fs";
import { type ArchiveEntry, readArchive } from "./archive.ts";
import { BackupRefused } from "./backup-refused.ts";
import { Manifest, manifestEntry, markerEntry } from "./manifest.ts";

/** A stored file's place in the files folder: never a way out of it. */
const filePath = /^[\w-]+(\/[\w-]+)*$/;

/**
 * Reads the whole archive and compares it with its own manifest, writing nothing anywhere.
 * @throws BackupRefused when anything is missing, damaged or not ours
 */
export async function verifyBackup(file: string): Promise<Manifest> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}.`);
  const seen = { tables: new Map<string, Hash>(), files: createHash("sha256"), fileCount: 0, manifest: "" };
  let isFirst = true;
  for await (const entry of readArchive(file)) {
    if (isFirst && entry.name !== markerEntry.name) throw new BackupRefused(`${file} is not a backup of Guichet.`);
    isFirst = false;
    await verifyEntry(entry, seen, file);
  }
  if (!seen.manifest) throw new BackupRefused(`${file} is not a whole backup: its manifest is missing.`);
  const manifest = parseManifest(seen.manifest, file);
  const wrong = manifest.tables.find((table) => table.sha256 !== digest(seen.tables.get(table.name)));
  if (wrong) throw new BackupRefused(`${file} is damaged: the table ${wrong.name} differs from the manifest.`);
  if (seen.tables.size > manifest.tables.length || digest(seen.files) !== manifest.files.sha256) {
    throw new BackupRefused(`${file} is damaged: its contents differ from the manifest.`);
  }
  return manifest;
}

type Seen = { tables: Map<string, Hash>; files: Hash; manifest: string };

async function verifyEntry({ name, content }: ArchiveEntry, seen: Seen, file: string): Promise<void> {
  const target = targetOf(name);
  switch (target.type) {
    case "table": {
      const hash = seen.tables.get(target.name) ?? createHash("sha256");
      seen.tables.set(target.name, hash);
      for await (const chunk of content) hash.update(chunk);
      return;
    }
    case "file":
      seen.files.update(`${target.path}\n`);
      for await (const chunk of content) seen.files.update(chunk);
      return;
    case "manifest":
      for await (const chunk of content) seen.manifest += chunk.toString();
      return;
    case "marker":
      for await (const _ of content);
      return;
    case "unknown":
      throw new BackupRefused(`${file} is not a backup of Guichet: it holds ${name}.`);
    default:
      target satisfies never;
  }
}

type Target =
  | { type: "table"; name: string }
  | { type: "file"; path: string }
  | { type: "manifest" }
  | { type: "marker" }
  | { type: "unknown" };

/** What an entry of an archive is, by its name. */
export function targetOf(name: string): Target {
  if (name === markerEntry.name) return { type: "marker" };
  if (name === manifestEntry) return { type: "manifest" };
  const table = /^tables\/([a-z0-9_]+)\/\d+$/.exec(name)?.[1];
  if (table) return { type: "table", name: table };
  const path = name.startsWith("files/") ? name.slice("files/".length) : "";
  return filePath.test(path) ? { type: "file", path } : { type: "unknown" };
}

function parseManifest(text: string, file: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackupRefused(`${file} has a manifest that this Guichet cannot read.`, { cause });
  }
}

function digest(hash: Hash | undefined): string {
  return (hash ?? createHash("sha256")).copy().digest("hex");
}
