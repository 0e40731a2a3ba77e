import { findRunningPostgres } from "../../server/src/db/embedded/index.ts";
import { runStatements } from "../../server/src/testing/crash/scenario.ts";
import type { Person } from "./house.ts";
import type { Guichet } from "./start-guichet.ts";

/**
 * Minutes go by for what a journey would have to wait for: the inactivity of somebody's sessions and the life of their links.
 * The server has no other clock than the machine's, so what it remembers is put back instead.
 */
export async function passTime(guichet: Guichet, { id }: Person, minutes: number): Promise<void> {
  const databaseUrl = await findRunningPostgres(guichet.dataDir);
  if (databaseUrl === undefined) throw new Error("Its database does not run.");
  const ago = `interval '${Math.round(minutes * 60)} seconds'`;
  await runStatements(databaseUrl, [
    `update sessions set last_active_at = last_active_at - ${ago} where user_id = '${id}'`,
    `update account_links set expires_at = expires_at - ${ago} where user_id = '${id}'`,
  ]);
}
