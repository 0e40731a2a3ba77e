import type { Db } from "../../db/index.ts";
import { holdLease, type Lease, type Listener, writePositions } from "../../events/index.ts";
import type { Log } from "../../lib/log.ts";
import { listDueAside } from "./aside.sql.ts";
import { indexOrPutAside } from "./index-or-put-aside.ts";
import { readNews, readOld, writeReached } from "./progress.sql.ts";

/** One transaction of the index: with the lease's row held in it, so that no two processes do the same. */
export type Step = {
  readonly system: Db;
  readonly lease: Lease;
  readonly log: Log;
  readonly search: Pick<Listener, "name" | "hears">;
};

/** Writes what the next events tell of. Answers how many events there were; undefined: the lease is lost. */
export async function takeNews({ system, lease, log, search }: Step): Promise<number | undefined> {
  return await system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, lease))) return undefined;
    const news = await readNews(trx, search.name, search.hears);
    if (news === undefined) return 0;
    await indexOrPutAside(trx, news.places, log);
    await writePositions(trx, [{ listener: search.name, position: news.position }]);
    return news.events;
  });
}

/** Writes what a person wants tried again. Answers how many there were; undefined: the lease is lost. */
export async function takeAside({ system, lease, log }: Step): Promise<number | undefined> {
  return await system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, lease))) return undefined;
    const places = await listDueAside(trx);
    await indexOrPutAside(trx, places, log);
    return places.length;
  });
}

/** Writes the next messages from before there was an index. Answers whether there was anything to do; undefined: the lease is lost. */
export async function takeOld({ system, lease, log }: Step, most: number): Promise<number | undefined> {
  return await system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, lease))) return undefined;
    const old = await readOld(trx, most);
    if (old === undefined) return 0;
    await indexOrPutAside(trx, old.places, log);
    await writeReached(trx, old);
    return 1;
  });
}
