import { setTimeout as wait } from "node:timers/promises";
import { type Database, isDatabaseAway } from "../../db/index.ts";
import { giveUpLease, type Lease, takeLease } from "../../events/index.ts";
import type { Log } from "../../lib/log.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { FIRST_PACE, nextPace, type Pace } from "./pace-backfill.ts";
import { type Step, takeAside, takeNews, takeOld } from "./take-steps.ts";

/** Whose text may have changed. */
const search: Step["search"] = {
  name: "search",
  hears: [
    "message.received",
    "message.sent",
    "comment.added",
    "message.changed",
    "message.moderated",
    "message.withdrawn",
    "message.masked",
  ],
};

const LOOK_MS = 1000;
const LEASE_SECONDS = 15;
/** A lease is good for many steps; every step makes sure that it still holds. */
const RENEW_MS = 5000;

export type SearchIndex = { nudge(): void; stop(): Promise<void> };

/**
 * Keeps the index, in whichever process holds the lease. Not among the other listeners, which take one event at a time: this
 * takes many in one transaction together with its position, so every message is written once and nobody waits for it.
 */
export function startSearchIndex({ database, log }: { database: Database; log: Log }): SearchIndex {
  const holder = uuidV7();
  const stopping = new AbortController();
  let lease: Lease | undefined;
  let renewedAt = 0;
  let running: Promise<void> | undefined;
  let again = false;
  let pace: Pace = FIRST_PACE;

  async function held(): Promise<Lease | undefined> {
    if (lease !== undefined && performance.now() - renewedAt < RENEW_MS) return lease;
    renewedAt = performance.now();
    lease = await takeLease(database.system, search.name, holder, LEASE_SECONDS);
    return lease;
  }

  /** Answers what the step did; nothing when another process holds the lease by now. */
  async function step(take: (step: Step) => Promise<number | undefined>): Promise<number> {
    const now = await held();
    const done = now && (await take({ system: database.system, lease: now, log, search }));
    if (done === undefined) lease = undefined;
    return done ?? 0;
  }

  async function run(): Promise<void> {
    do {
      again = false;
      let news = 0;
      for (let some = 1; some > 0 && !stopping.signal.aborted; news += some) some = await step(takeNews);
      if (lease === undefined || stopping.signal.aborted) return;
      await step(takeAside);
      const start = performance.now();
      if ((await step((one) => takeOld(one, pace.messages))) === 0) continue;
      pace = nextPace(pace, performance.now() - start, news > 0);
      again = true;
      await wait(pace.restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    } while (again && !stopping.signal.aborted);
  }

  function nudge(): void {
    again = true;
    if (stopping.signal.aborted || running !== undefined) return;
    running = run()
      .catch((error) => {
        if (!isDatabaseAway(error)) log.error("the search index stumbled, tried again soon", {}, error);
      })
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(nudge, LOOK_MS);
  nudge();
  return {
    nudge,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
      if (lease !== undefined) await giveUpLease(database.system, lease).catch(() => undefined);
    },
  };
}
