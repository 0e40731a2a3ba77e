import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "./cannot-start.ts";
import { findClusterHome } from "./cluster-home.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "./start-embedded-postgres.ts";

export type DatabasePlace = { dataDir: string; databaseUrl: string | null };

/**
 * For commands beside the product: lends them the database it uses. The embedded one is started for the time of the
 * work where no Guichet runs on the folder.
 * @param mayMake false refuses a folder without a database instead of making one
 */
export async function withDatabase<T>(
  { dataDir, databaseUrl }: DatabasePlace,
  mayMake: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl) return await work(databaseUrl);
  if (!mayMake && !hasEmbeddedDatabase(dataDir)) throw new CannotStart(`There is no Guichet in ${resolve(dataDir)}.`);
  const running = existsSync(dataDir) ? await findRunningPostgres(dataDir) : undefined;
  if (running) return await work(running);
  const server = await startEmbeddedPostgres({ dataDir, log: console.log });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** Whether an embedded database was ever made for the data folder. */
export function hasEmbeddedDatabase(dataDir: string): boolean {
  return existsSync(findClusterHome(resolve(dataDir)).cluster);
}
