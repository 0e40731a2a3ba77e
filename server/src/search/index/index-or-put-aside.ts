import { type Db, isDatabaseAway } from "../../db/index.ts";
import type { Log } from "../../lib/log.ts";
import { putAside, takeOffAside } from "./aside.sql.ts";
import { keepOrUndo } from "./keep-or-undo.sql.ts";
import { indexMessages, type MessagePlace } from "./write-index.sql.ts";

/**
 * Indexes all of them that can be. Where some cannot, each half is tried by itself, down to the one message that stops the
 * others: it is put aside. What is nobody's failure (the database is away, two waited for one another) is thrown, and all is tried again.
 */
export async function indexOrPutAside(trx: Db, places: readonly MessagePlace[], log: Log): Promise<void> {
  if (places.length === 0) return;
  try {
    await keepOrUndo(trx, () => indexMessages(trx, places));
    await takeOffAside(trx, places);
  } catch (error) {
    if (isPassing(error)) throw error;
    const [only] = places;
    if (only === undefined || places.length > 1) {
      const half = Math.ceil(places.length / 2);
      await indexOrPutAside(trx, places.slice(0, half), log);
      await indexOrPutAside(trx, places.slice(half), log);
      return;
    }
    const failure = nameFailure(error);
    log.error("a message could not be indexed and was put aside", { message: only.messageId, failure });
    await putAside(trx, only, failure);
  }
}

/** Classes of SQLSTATE that say nothing of the message: connection, resources, locks, an operator's hand, the system. */
const PASSING = /^(08|40|53|55|57|58)/;

function isPassing(error: unknown): boolean {
  if (isDatabaseAway(error)) return true;
  return error instanceof Error && "code" in error && typeof error.code === "string" && PASSING.test(error.code);
}

/** Without what is quoted: that would be the message's own words, and those stay in the message. */
function nameFailure(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return (
    error.message
      .split(/["'«»„“”:\n]/u, 1)[0]
      ?.trim()
      .slice(0, 200) || "unknown"
  );
}
