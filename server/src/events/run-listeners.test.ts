import type { OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Ctx, type Database, openDatabase } from "../db/index.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { discardSkip, type Listener, makeSkipDue, startListeners } from "./index.ts";

const organizationId = uuidV7() as OrganizationId;
const impatient = { mostFailures: 3, baseMs: 5, capMs: 20 };
const log = createLog("silent");
let server: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({ url: server.url });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

describe("a listener that fails on one event for good", () => {
  const heard: string[] = [];
  let broken = true;
  const listener: Listener = {
    name: "accounts",
    hears: ["user.changed"],
    async handle(event) {
      if (event.position === "2" && broken) throw new Error("cannot count this one");
      heard.push(event.position);
    },
  };
  const skips = async () =>
    (
      await sql<{ id: string; failure: string; attempts: number }>`
        select id, failure, attempts from skipped_events order by position`.execute(database.system)
    ).rows;
  let running: ReturnType<typeof startListeners>;
  /** Looks again and again, as the processes do on every event. */
  const soon = <T>(read: () => Promise<T>) =>
    expect.poll(async () => {
      running.nudge();
      return await read();
    });
  beforeAll(async () => {
    for (const position of [1, 2, 3]) await appendToLog(position);
    running = startListeners(database, [listener], log, impatient);
  });
  afterAll(async () => await running.stop());

  it("I5 I16 puts the event aside after some tries, with the reason, and goes on with the ones behind it", async () => {
    await soon(async () => heard).toEqual(["1", "3"]);
    expect(await skips()).toMatchObject([{ failure: "cannot count this one", attempts: 3 }]);
  });

  it("I16 tries it again when a person says so, and shows the failure when it fails once more", async () => {
    const [skip] = await skips();
    expect(await makeSkipDue(ctx(), skip?.id ?? "")).toBe(true);
    await soon(async () => (await skips())[0]?.attempts).toBe(4);
    expect(heard).toEqual(["1", "3"]);
  });

  it("I16 is done with it once the cause is gone", async () => {
    broken = false;
    const [skip] = await skips();
    await makeSkipDue(ctx(), skip?.id ?? "");
    await soon(skips).toEqual([]);
    expect(heard).toEqual(["1", "3", "2"]);
  });

  it("I16 what is discarded at the moment it is tried again has no effect", async () => {
    const before = heard.length;
    await putAside();
    const [skip] = await skips();
    await database.system.transaction().execute(async (trx) => {
      await sql`update skipped_events set next_attempt_at = now()`.execute(database.system);
      await sql`delete from skipped_events where id = ${skip?.id ?? ""}`.execute(trx);
      running.nudge();
      // Until the retry waits for this transaction.
      await expect
        .poll(async () => (await sql`select from pg_locks where not granted`.execute(database.system)).rows.length)
        .toBeGreaterThan(0);
    });
    running.nudge();
    await soon(skips).toEqual([]);
    await running.stop();
    expect(heard).toHaveLength(before);
  });

  it("I22 nobody of another organization can try it again or discard it", async () => {
    await putAside();
    const [skip] = await skips();
    const stranger = ctx(uuidV7() as OrganizationId);
    expect(await makeSkipDue(stranger, skip?.id ?? "")).toBe(false);
    expect(await discardSkip(stranger, skip?.id ?? "")).toBe(false);
    expect(await discardSkip(ctx(), skip?.id ?? "")).toBe(true);
    expect(await skips()).toEqual([]);
  });
});

describe("several listeners on one log", () => {
  const hear = (name: string, into: string[], fails: () => boolean = () => false): Listener => ({
    name,
    hears: ["user.changed"],
    async handle(event) {
      if (fails()) throw new Error("not now");
      into.push(event.position);
    },
  });
  const written = async (name: string) =>
    (
      await sql<{ position: string }>`select position from listener_positions where listener = ${name}`.execute(
        database.system,
      )
    ).rows[0]?.position;

  it("I5 each goes at its own pace: one that fails holds up no other, and hears everything in order when it is well", async () => {
    const [well, ill]: [string[], string[]] = [[], []];
    let broken = true;
    const patience = { mostFailures: 1000, baseMs: 5, capMs: 20 };
    const running = startListeners(database, [hear("ill", ill, () => broken), hear("well", well)], log, patience);
    try {
      await expect.poll(() => well).toEqual(["1", "2", "3"]);
      await appendToLog(4);
      running.nudge();
      await expect.poll(() => well).toEqual(["1", "2", "3", "4"]);
      expect(ill).toEqual([]);
      broken = false;
      await expect
        .poll(() => {
          running.nudge();
          return ill;
        })
        .toEqual(["1", "2", "3", "4"]);
    } finally {
      await running.stop();
    }
    expect(await Promise.all([written("ill"), written("well")])).toEqual(["4", "4"]);
  });

  it("I5 goes on behind what was written when it starts again", async () => {
    const heard: string[] = [];
    await appendToLog(5);
    const running = startListeners(database, [hear("well", heard)], log);
    try {
      await expect.poll(() => heard).toEqual(["5"]);
    } finally {
      await running.stop();
    }
  });

  it("I5 what it does not mind opens no transaction and is behind it all the same", async () => {
    const [minded, opened]: [string[], string[]] = [[], []];
    for (const position of [6, 7]) await appendToLog(position);
    const choosy: Listener = { ...hear("well", opened), minds: (event) => event.position === "6" };
    const running = startListeners(database, [choosy, hear("all", minded)], log);
    try {
      await expect.poll(() => minded.at(-1)).toBe("7");
    } finally {
      await running.stop();
    }
    expect([opened, await written("well")]).toEqual([["6"], "7"]);
  });

  it("I23 who lost the lease in the middle of a stretch goes no further: the next holder hears the rest", async () => {
    const [zombie, heir]: [string[], string[]] = [[], []];
    for (const position of [8, 9, 10]) await appendToLog(position);
    const stealing: Listener = {
      name: "well",
      hears: ["user.changed"],
      async handle(event) {
        zombie.push(event.position);
        // As if this process had been stopped for longer than its lease.
        vi.setSystemTime(Date.now() + 20_000);
        await sql`update leases set holder = ${uuidV7()}, fence = fence + 1 where name = 'listeners'`.execute(
          database.system,
        );
      },
    };
    vi.useFakeTimers({ toFake: ["Date"] });
    const stale = startListeners(database, [stealing], log);
    try {
      await expect.poll(() => zombie).toEqual(["8"]);
    } finally {
      await stale.stop();
      vi.useRealTimers();
    }
    expect([zombie, await written("well")]).toEqual([["8"], "7"]);
    await sql`update leases set expires_at = now() - interval '1 minute' where name = 'listeners'`.execute(
      database.system,
    );
    const running = startListeners(database, [hear("well", heir)], log);
    try {
      await expect.poll(() => heir).toEqual(["8", "9", "10"]);
    } finally {
      await running.stop();
    }
  });
});

function ctx(of = organizationId): Ctx {
  return {
    db: database.of(of),
    organizationId: of,
    actor: { type: "system", name: "test" },
    now: () => new Date(),
    log,
  };
}

async function putAside(): Promise<void> {
  await sql`
    insert into skipped_events (organization_id, id, listener, event_id, position, failure, attempts)
    select organization_id, ${uuidV7()}, 'accounts', id, position, 'again', 3 from event_log where position = 2`.execute(
    database.system,
  );
}

async function appendToLog(position: number): Promise<void> {
  await sql`
    insert into event_log (position, organization_id, id, type, actor, data, at)
    values (${position}, ${organizationId}, ${uuidV7()}, 'user.changed', '{"type":"system","name":"Guichet"}', '{}', now())`.execute(
    database.system,
  );
}
