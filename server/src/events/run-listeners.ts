import type { EventType, LoggedEvent } from "@guichet/contract";
import { type Ctx, type Database, type Db, isDatabaseAway } from "../db/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { giveUpLease, holdLease, type Lease, takeLease } from "./lease.ts";
import { readPositions, readStretch, writeFailure, writePositions } from "./listener-positions.sql.ts";
import { endSkip, listDueSkips, noteSkipFailure, type SkippedEvent, skipEvent } from "./skipped-events.ts";

/**
 * Hears events after commit, in order, from its own position. At least once: a listener must not mind an event it has
 * already handled (its work commits before its position).
 */
export type Listener = {
  readonly name: string;
  readonly hears: readonly EventType[];
  /** Pure, never throws. False: it has nothing to do about this one, which then costs no transaction. */
  readonly minds?: (event: LoggedEvent) => boolean;
  handle(event: LoggedEvent, ctx: Ctx): Promise<void>;
};

/** How often it looks without a nudge, and the longest that a position stays unwritten when nothing was heard. */
const LOOK_MS = 1000;
const LEASE_SECONDS = 15;
/** A long stretch must not outlive the lease. */
const RENEW_MS = 5000;
const SKIPS_AT_ONCE = 20;

/** How long a listener that fails on an event is waited for before the event is put aside. Milliseconds. */
export type ListenerPatience = { readonly mostFailures: number; readonly baseMs: number; readonly capMs: number };
const PATIENCE: ListenerPatience = { mostFailures: 10, baseMs: 500, capMs: 60_000 };

/** A listener on its way through the log, while this process holds the lease. */
type Walker = {
  readonly listener: Listener;
  position: bigint;
  /** The position the database knows. */
  written: bigint;
  /** Something was handled behind the written position. */
  handled: boolean;
  restsUntil: number;
};
type Run = {
  readonly database: Database;
  readonly log: Log;
  readonly patience: ListenerPatience;
  readonly walkers: readonly Walker[];
  readonly types: readonly EventType[];
  lease: Lease;
  renewAt: number;
};

/**
 * Runs every durable listener in this process while it holds their lease; call the answer's `nudge` on new events. The log is
 * read once for all of them. Positions are written after each stretch in which something was handled, else once a second:
 * after a crash an event may be heard again, never skipped.
 */
export function startListeners(
  database: Database,
  listeners: readonly Listener[],
  log: Log,
  patience: ListenerPatience = PATIENCE,
): { nudge(): void; stop(): Promise<void> } {
  const holder = uuidV7();
  const types = [...new Set(listeners.flatMap(({ hears }) => hears))];
  let run: Run | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let ticked = true;

  async function runAll(): Promise<void> {
    do {
      again = false;
      try {
        run = await hold(run);
        if (run === undefined) return;
        await catchUp(run);
        if (!ticked) continue;
        ticked = false;
        await write(run, run.walkers);
        await retrySkips(run, listeners);
      } catch (error) {
        run = undefined;
        if (error instanceof LeaseLost) return;
        log.error("a listener stumbled, tried again soon", {}, error);
      }
    } while (again && !stopped);
  }

  /** Renews the lease in time; under a new one, goes on where its former holder wrote that it was. */
  async function hold(before: Run | undefined): Promise<Run | undefined> {
    if (before !== undefined && Date.now() < before.renewAt) return before;
    const renewAt = Date.now() + RENEW_MS;
    const lease = await takeLease(database.system, "listeners", holder, LEASE_SECONDS);
    if (lease === undefined) return undefined;
    if (before?.lease.fence === lease.fence) return Object.assign(before, { lease, renewAt });
    const names = listeners.map(({ name }) => name);
    const positions = new Map((await readPositions(database.system, names)).map((one) => [one.listener, one.position]));
    const walkers = listeners.map((listener) => {
      const position = BigInt(positions.get(listener.name) ?? 0);
      return { listener, position, written: position, handled: false, restsUntil: 0 };
    });
    return { database, log, patience, walkers, types, lease, renewAt };
  }

  function nudge(): void {
    again = true;
    if (stopped || running !== undefined) return;
    running = runAll().finally(() => {
      running = undefined;
    });
  }

  const timer = setInterval(() => {
    ticked = true;
    nudge();
  }, LOOK_MS);
  nudge();
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      if (run === undefined) return;
      await write(run, run.walkers).catch(() => undefined);
      await giveUpLease(database.system, run.lease).catch(() => undefined);
    },
  };
}

/** Somebody else is at work: what was not written is theirs to do again. */
class LeaseLost extends Error {
  override name = "LeaseLost";
}

async function catchUp(run: Run): Promise<void> {
  for (;;) {
    const awake = run.walkers.filter(({ restsUntil }) => restsUntil <= Date.now());
    const from = awake.map(({ position }) => position).sort((a, b) => (a < b ? -1 : 1))[0];
    if (from === undefined) return;
    const { events, end, more } = await readStretch(run.database, from.toString(), run.types);
    if (end === undefined) return;
    for (const walker of awake) await walk(run, walker, events, BigInt(end));
    const behind = awake.filter(({ handled }) => handled);
    if (behind.length > 0) await write(run, behind);
    if (!more) return;
  }
}

/** Takes one listener through a stretch, as far as it gets. */
async function walk(run: Run, walker: Walker, events: readonly LoggedEvent[], end: bigint): Promise<void> {
  const { listener } = walker;
  for (const event of events) {
    const position = BigInt(event.position);
    if (position <= walker.position || !concerns(listener, event)) continue;
    if (Date.now() > run.renewAt) await write(run, [walker]);
    if (!(await handleOnce(run, walker, event))) return;
    walker.position = position;
    walker.handled = true;
  }
  if (end > walker.position) walker.position = end;
}

function concerns({ hears, minds }: Listener, event: LoggedEvent): boolean {
  return hears.includes(event.type) && minds?.(event) !== false;
}

/** False: it failed and will be tried again. */
async function handleOnce(run: Run, walker: Walker, event: LoggedEvent): Promise<boolean> {
  const { database, log, patience } = run;
  const { listener } = walker;
  try {
    await handle(run, listener, event);
    return true;
  } catch (error) {
    // The database's absence is nobody's failure; whoever failed rests before it is tried again.
    if (isDatabaseAway(error)) throw error;
    // What went well before it is written first: that ends the count of earlier failures.
    await write(run, [walker]);
    const failures = await writeFailure(database.system, listener.name, wordsOf(error));
    walker.restsUntil = Date.now() + backoffMs(failures, { ...patience, random: Math.random });
    log.error("a listener failed on an event", { listener: listener.name, position: event.position, failures }, error);
    if (failures < patience.mostFailures) return false;
    // A poison event must not stop the ones behind it for ever; it is put aside where Admins see it.
    walker.position = BigInt(event.position);
    await write(run, [walker], (trx) => skipEvent(trx, listener.name, event, wordsOf(error), failures));
    return true;
  }
}

async function handle(
  { database, log }: Pick<Run, "database" | "log">,
  listener: Listener,
  event: LoggedEvent,
  isWanted?: (db: Db) => Promise<boolean>,
): Promise<void> {
  await database
    .of(event.organizationId)
    .transaction()
    .execute(async (db) => {
      if (isWanted !== undefined && !(await isWanted(db))) return;
      await listener.handle(event, {
        db,
        organizationId: event.organizationId,
        actor: { type: "system", name: "Guichet" },
        now: () => new Date(),
        log,
      });
    });
}

/** Writes down how far these have come, under the lease (I23). Throws `LeaseLost` when somebody else has it. */
async function write(run: Run, walkers: readonly Walker[], alongside?: (trx: Db) => Promise<void>): Promise<void> {
  const moved = walkers.filter(({ position, written }) => position > written);
  if (moved.length === 0 && Date.now() <= run.renewAt) return;
  await run.database.system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, run.lease))) throw new LeaseLost();
    await alongside?.(trx);
    if (moved.length === 0) return;
    const positions = moved.map(({ listener, position }) => ({
      listener: listener.name,
      position: position.toString(),
    }));
    await writePositions(trx, positions);
  });
  for (const walker of moved) Object.assign(walker, { written: walker.position, handled: false });
  if (Date.now() > run.renewAt) await renew(run);
}

async function renew(run: Run): Promise<void> {
  const lease = await takeLease(run.database.system, run.lease.name, run.lease.holder, LEASE_SECONDS);
  if (lease?.fence !== run.lease.fence) throw new LeaseLost();
  run.renewAt = Date.now() + RENEW_MS;
}

/** What a person wants tried again, each in a transaction with its leaving the list. */
async function retrySkips(run: Run, listeners: readonly Listener[]): Promise<void> {
  for (const skip of await listDueSkips(run.database, SKIPS_AT_ONCE)) {
    const listener = listeners.find((one) => one.name === skip.listener);
    if (listener === undefined) await noteSkipFailure(run.database, skip, "nobody does this any more");
    else await retrySkip(run, listener, skip);
  }
}

async function retrySkip(run: Run, listener: Listener, skip: SkippedEvent): Promise<void> {
  try {
    // Off the list first: whoever discards it, or tries it in another process, waits for this or makes it unwanted.
    await handle(run, listener, skip.event, (db) => endSkip(db, skip));
  } catch (error) {
    if (isDatabaseAway(error)) return;
    run.log.error("a listener failed again on an event put aside", { listener: listener.name, skip: skip.id }, error);
    await noteSkipFailure(run.database, skip, wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : "unknown";
}
