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

/** Runs `work` in one transaction: all of it happens, or nothing. A ctx that already stands in one joins it. */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return await work(ctx);
  return await ctx.db.transaction().execute((db) => work({ ...ctx, db }));
}
