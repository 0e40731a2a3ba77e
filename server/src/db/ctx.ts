import type { Actor, OrganizationId } from "@guichet/contract";
import type { Log } from "../lib/log.ts";
import type { Db } from "./database.ts";

/** What a use case needs of the world. Time comes in here; `db` sees one organization, or is its open transaction. */
export type Ctx = {
  readonly db: Db;
  readonly organizationId: OrganizationId;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly log: Log;
};

/**
 * Runs `work` in one transaction: all of it happens, or nothing. A ctx that already stands in one joins it. After a lost race
 * between transactions `work` runs once more from its beginning, so it keeps nothing outside the transaction (F-06).
 */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return await transact(ctx.db, (db) => work({ ...ctx, db }));
}

/** The same for work that has no organization, or not yet. */
export async function transact<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await work(db);
  const once = (): Promise<T> => db.transaction().execute(work);
  try {
    return await once();
  } catch (error) {
    if (!lostRace(error)) throw error;
    return await once();
  }
}

/** The database rolled the whole transaction back so that another could go on: a deadlock or a serialization failure. */
function lostRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "40001");
}
