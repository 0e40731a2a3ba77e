import type { LoggedEvent } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import type { EventBus } from "./event-bus.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";

/** Every event of the log, once and in order, for what lives in this process (sockets). Starts at the head. */
export type EventFeed = {
  /** A batch from this process's own dispatcher. */
  offer(events: LoggedEvent[]): void;
  subscribe(listener: (events: LoggedEvent[]) => Promise<void> | void): void;
  /** The last position handed out. */
  position(): string;
  stop(): void;
};

const READ_BATCH = 1000;
const LOOK_MS = 1000;

export async function createEventFeed(database: Database, bus: EventBus, log: Log): Promise<EventFeed> {
  const listeners: ((events: LoggedEvent[]) => Promise<void> | void)[] = [];
  let position = BigInt(await headPosition(database));
  let target = position;
  let offered: LoggedEvent[] = [];
  let working = false;
  let stopped = false;

  async function follow(): Promise<void> {
    if (working || stopped) return;
    working = true;
    try {
      while (position < target && !stopped) {
        const events = takeOffered() ?? (await readAfter(database, position));
        const last = events.at(-1);
        if (last === undefined) break;
        for (const listener of listeners) await listener(events);
        position = BigInt(last.position);
      }
    } catch (error) {
      log.error("the event feed stumbled, tried again soon", {}, error);
    } finally {
      working = false;
    }
  }

  /** What the own dispatcher gave, as far as it goes on without a gap: between its turns another may have dispatched. */
  function takeOffered(): LoggedEvent[] | undefined {
    const fresh = offered.filter((event) => BigInt(event.position) > position);
    offered = [];
    const gap = fresh.findIndex((event, n) => BigInt(event.position) !== position + BigInt(n) + 1n);
    const next = gap === -1 ? fresh : fresh.slice(0, gap);
    return next.length > 0 ? next : undefined;
  }

  function aim(at: bigint): void {
    if (at > target) target = at;
    void follow();
  }

  async function look(): Promise<void> {
    try {
      aim(BigInt(await headPosition(database)));
    } catch {
      // The database is away; the next look finds it.
    }
  }

  bus.subscribe("guichet_events", (payload) => aim(BigInt(payload)));
  bus.onReconnect(() => void look());
  const timer = setInterval(() => void look(), LOOK_MS);

  return {
    offer(events) {
      const last = events.at(-1);
      if (last === undefined) return;
      if (offered.length < 10_000) offered.push(...events);
      aim(BigInt(last.position));
    },
    subscribe: (listener) => void listeners.push(listener),
    position: () => position.toString(),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** The last position given so far. */
export async function headPosition(database: Database): Promise<string> {
  const head = await database.system.selectFrom("event_head").select("position").executeTakeFirstOrThrow();
  return head.position;
}

async function readAfter(database: Database, position: bigint): Promise<LoggedEvent[]> {
  const rows = await sql<EventRow>`
    select position, organization_id, id, type, seq, actor, data, at from event_log
    where position > ${position.toString()} order by position limit ${sql.lit(READ_BATCH)}`.execute(database.system);
  return rows.rows.map(toLoggedEvent);
}
