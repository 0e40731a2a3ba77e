import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Work within a transaction that goes on, whatever comes of it: what failed leaves nothing behind. */
export async function keepOrUndo(trx: Db, work: () => Promise<void>): Promise<void> {
  await sql`savepoint part`.execute(trx);
  try {
    await work();
  } catch (error) {
    // Where the connection is lost, so is the transaction, and the first failure is the one to tell.
    await sql`rollback to savepoint part`.execute(trx).catch(() => undefined);
    await sql`release savepoint part`.execute(trx).catch(() => undefined);
    throw error;
  }
  await sql`release savepoint part`.execute(trx);
}
