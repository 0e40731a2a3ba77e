import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopLeftPostgres } from "../../../db/embedded/index.ts";

const prefix = "guichet-crash-run-";

/** A data folder for one run; clears away what runs that were themselves killed have left. */
export async function makeFolder(): Promise<string> {
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // As root the database runs under another account, which has to pass.
  chmodSync(folder, 0o755);
  return folder;
}

/** With the database that may still run on it; a folder that a living product holds is left alone. */
export async function removeFolder(folder: string): Promise<void> {
  if (await stopLeftPostgres(folder).catch(() => true)) rmSync(folder, { recursive: true, force: true });
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const seen = name.startsWith(prefix) ? statSync(folder, { throwIfNoEntry: false }) : undefined;
    // A younger one may belong to a run that is just beginning.
    if (seen !== undefined && Date.now() - seen.mtimeMs > 10 * 60_000) await removeFolder(folder);
  }
}
