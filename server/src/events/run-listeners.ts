import type { EventType, LoggedEvent } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, type Database, type Db, isDatabaseAway } from "../db/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { giveUpLease, holdLease, type Lease, takeLease } from "./lease.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";
import { endSkip, listDueSkips, noteSkipFailure, type SkippedEvent, skipEvent } from "./skipped-events.ts";

/**
 * Hears events after commit, in order, from its own position. At least once: a listener must not mind an event it has
 * already handled (its work commits before its position).
 */
export type Listener = {
  readonly name: string;
  readonly hears: readonly EventType[];
  handle(event: LoggedEvent, ctx: Ctx): Promise<void>;
};

const BATCH = 200;
const LOOK_MS = 1000;
const LEASE_SECONDS = 15;
const SKIPS_AT_ONCE = 20;

/** How long a listener that fails on an event is waited for before the event is put aside. Milliseconds. */
export type ListenerPatience = { readonly mostFailures: number; readonly baseMs: number; readonly capMs: number };
const PATIENCE: ListenerPatience = { mostFailures: 10, baseMs: 500, capMs: 60_000 };

/** Runs every durable listener in this process while it holds their lease; call the answer's `nudge` on new events. */
export function startListeners(
  database: Database,
  listeners: readonly Listener[],
  log: Log,
  patience: ListenerPatience = PATIENCE,
): { nudge(): void; stop(): Promise<void> } {
  const holder = uuidV7();
  let lease: Lease | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function runAll(): Promise<void> {
    do {
      again = false;
      try {
        lease = await takeLease(database.system, "listeners", holder, LEASE_SECONDS);
        if (lease === undefined) return;
        const run: Run = { database, lease, log, patience };
        for (const listener of listeners) await catchUp(run, listener);
        await retrySkips(run, listeners);
      } catch (error) {
        log.error("a listener stumbled, tried again soon", {}, error);
      }
    } while (again && !stopped);
  }

  function nudge(): void {
    again = true;
    if (stopped || running !== undefined) return;
    running = runAll().finally(() => {
      running = undefined;
    });
  }

  const timer = setInterval(nudge, LOOK_MS);
  nudge();
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      if (lease !== undefined) await giveUpLease(database.system, lease).catch(() => undefined);
    },
  };
}

type Run = {
  readonly database: Database;
  readonly lease: Lease;
  readonly log: Log;
  readonly patience: ListenerPatience;
};

/** Listener → until when it rests after a failure. */
const resting = new Map<string, number>();

async function catchUp(run: Run, listener: Listener): Promise<void> {
  if ((resting.get(listener.name) ?? 0) > Date.now()) return;
  for (;;) {
    const { events, end } = await nextEvents(run.database, listener);
    if (end === undefined) return;
    for (const event of events) if (!(await handleOnce(run, listener, event))) return;
    if (!(await pass(run, listener, end))) return;
  }
}

/** The next events it hears, and how far the log was read. */
async function nextEvents(
  database: Database,
  listener: Listener,
): Promise<{ events: LoggedEvent[]; end: string | undefined }> {
  const rows = await sql<EventRow>`
    select position, organization_id, id, type, seq, actor, data, at from event_log
    where position > coalesce((select position from listener_positions where listener = ${listener.name}), 0)
    order by position limit ${BATCH}`.execute(database.system);
  const heard = new Set<string>(listener.hears);
  return { events: rows.rows.filter((row) => heard.has(row.type)).map(toLoggedEvent), end: rows.rows.at(-1)?.position };
}

/** False: it failed and will be tried again. */
async function handleOnce(run: Run, listener: Listener, event: LoggedEvent): Promise<boolean> {
  const { database, log, patience } = run;
  try {
    await handle(run, listener, event);
    return await pass(run, listener, event.position);
  } catch (error) {
    // The database's absence is nobody's failure; whoever failed rests before it is tried again.
    if (isDatabaseAway(error)) return false;
    const failures = await noteFailure(database, listener, error);
    resting.set(listener.name, Date.now() + backoffMs(failures, { ...patience, random: Math.random }));
    log.error("a listener failed on an event", { listener: listener.name, position: event.position, failures }, error);
    if (failures < patience.mostFailures) return false;
    // A poison event must not stop the ones behind it for ever; it is put aside where Admins see it.
    return await pass(run, listener, event.position, (trx) =>
      skipEvent(trx, listener.name, event, wordsOf(error), failures),
    );
  }
}

async function handle(
  { database, log }: Run,
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

async function pass(
  { database, lease }: Run,
  listener: Listener,
  position: string,
  alongside?: (trx: Db) => Promise<void>,
): Promise<boolean> {
  return await database.system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, lease))) return false;
    await alongside?.(trx);
    await sql`
      insert into listener_positions (listener, position) values (${listener.name}, ${position})
      on conflict (listener) do update set position = greatest(listener_positions.position, excluded.position), failures = 0`.execute(
      trx,
    );
    return true;
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : "unknown";
}

async function noteFailure(database: Database, listener: Listener, error: unknown): Promise<number> {
  const failure = wordsOf(error);
  const noted = await sql<{ failures: number }>`
    insert into listener_positions (listener, position, failures, failure) values (${listener.name}, 0, 1, ${failure})
    on conflict (listener) do update set failures = listener_positions.failures + 1, failure = excluded.failure
    returning failures`.execute(database.system);
  return noted.rows[0]?.failures ?? 1;
}
