import type { Database } from "../db/index.ts";
import { deleteExpiredTokens } from "./api-keys/api-keys.sql.ts";
import { forgetOldAttempts } from "./guessing/attempts.sql.ts";
import { deleteExpiredSessions } from "./sessions.sql.ts";

/** Removes what counts for nothing any more: sessions and tokens that ran out, old counts of guesses. Every few minutes is enough. */
export async function sweepSignIn(database: Pick<Database, "system">, now: Date): Promise<void> {
  await deleteExpiredSessions(database.system, now);
  await deleteExpiredTokens(database.system, now);
  await forgetOldAttempts(database.system, now);
}
