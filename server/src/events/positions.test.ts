import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoggedEvent, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ctx, type Database, type Db, migrate, openDatabase } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { appendEvents, createEventBus, createEventFeed, createWake, headPosition, startDispatcher } from "./index.ts";

const log: Log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
const servers: { name: string; open(): Promise<{ url: string; drop(): Promise<void> }> }[] = [
  { name: "PostgreSQL", open: createTestDatabase },
];
const citusUrl = process.env.CITUS_URL;
/** The database of an operator's cluster, its tables placed as they are there; nothing of it is taken away. */
if (citusUrl) servers.push({ name: "Citus", open: () => openNamed(citusUrl) });

describe.each(servers)("on $name", ({ open }) => {
  let server: Awaited<ReturnType<typeof open>>;
  let database: Database;
  const organizationId = uuidV7() as OrganizationId;
  beforeAll(async () => {
    server = await open();
    database = await openDatabase({ url: server.url, connections: 30 });
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  test("an event whose transaction is still open is passed by no reader", async () => {
    const dispatcher = await startOne();
    const start = await headPosition(database);
    const opened = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const early = database
      .of(organizationId)
      .transaction()
      .execute(async (db) => {
        await say(db, ["early"]);
        opened.resolve();
        await mayCommit.promise;
      });
    await opened.promise;
    await say(database.of(organizationId), ["late"]);
    await expect.poll(() => words(start)).toEqual(["late"]);
    const passed = await headPosition(database);
    mayCommit.resolve();
    await early;
    await expect.poll(() => words(passed)).toEqual(["early"]);
    await dispatcher.stop();
  });

  test("I13 with 24 writers, half-open and rolled-back transactions and three dispatchers, every reader sees each event once and in order", async () => {
    const start = BigInt(await headPosition(database));
    const feeds = await Promise.all([1, 2, 3].map(() => follow()));
    const dispatchers = await Promise.all([1, 2, 3].map(() => startOne()));
    const stealing = stealLeases();
    const committed = (await Promise.all(Array.from({ length: 24 }, (_, writer) => write(writer)))).flat();
    stealing.stop();
    await expect.poll(() => eventsAfter(start)).toHaveLength(committed.length);
    const logged = await eventsAfter(start);
    expect(logged.map((event) => BigInt(event.position))).toEqual(logged.map((_, n) => start + BigInt(n) + 1n));
    expect(logged.map(wordOf).sort()).toEqual([...committed].sort());
    for (let writer = 0; writer < 24; writer += 1) {
      const own = logged.map(wordOf).filter((word) => word.startsWith(`${writer}/`));
      expect(own).toEqual(committed.filter((word) => word.startsWith(`${writer}/`)));
    }
    for (const feed of feeds) await expect.poll(() => feed.seen.length).toBe(logged.length);
    for (const feed of feeds)
      expect(feed.seen.map((event) => event.position)).toEqual(logged.map((event) => event.position));
    for (const { stop } of [...feeds, ...dispatchers]) await stop();
  }, 60_000);

  /** Some of its transactions stay open for a while, some are rolled back. Answers what was committed, in order. */
  async function write(writer: number): Promise<string[]> {
    const committed: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const said = Array.from({ length: 1 + (n % 3) }, (_, part) => `${writer}/${n}.${part}`);
      const keep = (writer + n) % 5 !== 0;
      await database
        .of(organizationId)
        .transaction()
        .execute(async (db) => {
          await say(db, said);
          await sleep((writer * 7 + n * 13) % 90);
          if (!keep) throw new Error("rolled back");
        })
        .catch((error: Error) => expect(error.message).toBe("rolled back"));
      if (keep) committed.push(...said);
    }
    return committed;
  }

  /** An event whose data carries a word of ours. */
  async function say(db: Db, spoken: readonly string[]): Promise<void> {
    const ctx: Ctx = { db, organizationId, actor: { type: "system", name: "Test" }, now: () => new Date(), log };
    await appendEvents(
      ctx,
      spoken.map(
        (word) =>
          ({
            type: "presence.changed",
            data: { userId: word as UserId, presence: "away", awayStateId: null },
          }) as const,
      ),
    );
  }

  async function eventsAfter(position: bigint): Promise<{ position: string; data: unknown }[]> {
    const rows = await sql<{ position: string; data: unknown }>`
      select position, data from event_log
      where position > ${position.toString()} and organization_id = ${organizationId} order by position`.execute(
      database.system,
    );
    return rows.rows;
  }

  async function words(position: string): Promise<string[]> {
    return (await eventsAfter(BigInt(position))).map(wordOf);
  }

  /** A dispatcher as another process would run it, with its own connection for nudges. */
  async function startOne() {
    const bus = await createEventBus(server.url, log);
    const dispatcher = startDispatcher({ database, bus, wake: createWake(), log, onBatch: () => undefined });
    return { stop: async () => void (await Promise.all([dispatcher.stop(), bus.close()])) };
  }

  /** A reader that hears of new positions only from the bus and its own look, as another process does. */
  async function follow() {
    const bus = await createEventBus(server.url, log);
    const feed = await createEventFeed(database, bus, log);
    const seen: LoggedEvent[] = [];
    feed.subscribe(async (events) => {
      await sleep(2);
      seen.push(...events.filter((event) => event.organizationId === organizationId));
    });
    return {
      seen,
      async stop() {
        feed.stop();
        await bus.close();
      },
    };
  }

  /** Ends whoever's lease it is, again and again, so that dispatchers lose it in the middle of their work. */
  function stealLeases() {
    let stopped = false;
    const steal = async () => {
      while (!stopped) {
        await sleep(40);
        await sql`update leases set expires_at = clock_timestamp(), holder = ${randomUUID()}, fence = fence + 1 where name = 'dispatcher'`.execute(
          database.system,
        );
      }
    };
    void steal();
    return {
      stop() {
        stopped = true;
      },
    };
  }
});

function wordOf(event: { data: unknown }): string {
  return (event.data as { userId: string }).userId;
}

async function openNamed(url: string) {
  await migrate(url);
  return { url, drop: () => Promise.resolve() };
}
