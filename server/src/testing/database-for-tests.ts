import { readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startEmbeddedPostgres, stopLeftPostgres } from "../db/embedded/index.ts";
import { makeDataFolder } from "./data-folder.ts";

const prefix = "guichet-tests-";

/**
 * Vitest's global set-up: one PostgreSQL for the whole run, its address in GUICHET_TEST_DATABASE_URL for every worker.
 * Where that variable is set already, its server is used, say one kept warm between runs. GUICHET_TEST_POSTGRES names
 * the folder with the programs of another version.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.GUICHET_TEST_DATABASE_URL) return undefined;
  await removeLeftovers();
  const dataDir = makeDataFolder(prefix);
  // Nothing of a test's database outlives the run. Durability is tested on servers that the crash tests start themselves.
  const settings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" };
  const server = await startEmbeddedPostgres({ dataDir, settings, programs: process.env.GUICHET_TEST_POSTGRES });
  process.env.GUICHET_TEST_DATABASE_URL = server.url;
  return async () => {
    await server.stop();
    for (const folder of [dirname(server.folder), dataDir]) rmSync(folder, { recursive: true, force: true });
  };
}

/** What runs that were killed left behind, servers included. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || !isOld(folder)) continue;
    if (await stopLeftPostgres(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

/** A younger folder may belong to a run that is just beginning. */
function isOld(folder: string): boolean {
  const seen = statSync(folder, { throwIfNoEntry: false });
  return seen !== undefined && Date.now() - seen.mtimeMs > 60_000;
}
