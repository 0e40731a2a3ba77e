import { setTimeout as wait } from "node:timers/promises";
import type { OrganizationId } from "@guichet/contract";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { buildWorld, type World } from "../conversations.test-kit.ts";
import { type Claim, claimSends, releaseStuck } from "../outbox.sql.ts";
import type { Sent } from "./send-outcome.ts";
import { createSendRecorder } from "./send-recorder.ts";
import { answerSomebody, claimAll, claimNew, statesOf } from "./sending.test-kit.ts";

let world: World;
let record: ReturnType<typeof createSendRecorder>;
beforeAll(async () => {
  world = await buildWorld();
});
beforeEach(() => {
  record = createSendRecorder({ database: world.database, now: () => new Date() });
});
afterAll(async () => await world.close());

let ids = 0;
const sent = (more: Partial<Sent> = {}): Sent => ({ outcome: "sent", externalId: `wamid-${++ids}`, ...more });
const recordAll = async (claims: readonly Claim[]) => await Promise.all(claims.map((claim) => record(claim, sent())));

/** Somebody who works in the database beside the worker. */
async function withOther<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function hold(client: pg.Client, claim: Claim | undefined): Promise<void> {
  await client.query("select from conversations where id = $1 for update", [claim?.conversation_id]);
}

describe("the recorder of sends", () => {
  it("one that cannot be written takes none of the others with it", async () => {
    const claims = await claimNew(world, 4);
    const odd = { context: { odd: "\u0000" } };
    const ends = await Promise.allSettled(claims.map((claim, n) => record(claim, sent(n === 2 ? odd : {}))));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await statesOf(world, claims)).toEqual(["sent", "sent", "queued, sending", "sent"]);
  });

  it("I6 a conversation that somebody holds keeps none of the others waiting, and is written when it is free", async () => {
    const claims = await claimNew(world, 6);
    const [held] = claims;
    const others = claims.slice(1);
    await withOther(async (client) => {
      await client.query("begin");
      await hold(client, held);
      const first = recordAll(claims);
      await expect.poll(async () => await statesOf(world, others)).toEqual(others.map(() => "sent"));
      // Longer than it waits in one go.
      await wait(3500);
      expect((await statesOf(world, claims))[0]).toBe("queued, sending");
      await client.query("commit");
      expect(await first).toEqual(claims.map(() => true));
    });
    expect(await statesOf(world, claims)).toEqual(claims.map(() => "sent"));
  });

  it("I6 somebody who holds one of them and wants another ends no circle with them: all are kept, and neither is undone", async () => {
    const claims = (await claimNew(world, 8)).toSorted((a, b) => (a.conversation_id < b.conversation_id ? -1 : 1));
    await withOther(async (client) => {
      await client.query("begin");
      await hold(client, claims.at(-1));
      const ends = recordAll(claims);
      await wait(100);
      for (const claim of claims) await hold(client, claim);
      await client.query("commit");
      expect(await ends).toEqual(claims.map(() => true));
    });
    expect(await statesOf(world, claims)).toEqual(claims.map(() => "sent"));
  });

  it("I6 whose id is held by who wants their conversations are kept all the same", async () => {
    const claims = (await claimNew(world, 8)).toSorted((a, b) => (a.conversation_id < b.conversation_id ? -1 : 1));
    await withOther(async (client) => {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `external ${world.channelId} wamid-held`,
      ]);
      const ends = Promise.all(
        claims.map((claim, n) => record(claim, n === 7 ? sent({ externalId: "wamid-held" }) : sent())),
      );
      await wait(100);
      for (const claim of claims) await hold(client, claim);
      await client.query("commit");
      expect(await ends).toEqual(claims.map(() => true));
    });
    expect(await statesOf(world, claims)).toEqual(claims.map(() => "sent"));
  });

  it("I6 an id that is held keeps its own message waiting and no other", async () => {
    const claims = await claimNew(world, 6);
    const others = claims.slice(0, -1);
    await withOther(async (client) => {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `external ${world.channelId} wamid-kept`,
      ]);
      const ends = Promise.all(
        claims.map((claim, n) => record(claim, n === 5 ? sent({ externalId: "wamid-kept" }) : sent())),
      );
      const told = async () => await statesOf(world, others);
      await expect.poll(told, { timeout: 8000 }).toEqual(others.map(() => "sent"));
      await client.query("commit");
      expect(await ends).toEqual(claims.map(() => true));
    });
  });

  it("I9 as many as are written alone at once, all of them held, leave their places to the next", async () => {
    const [free, ...held] = await claimNew(world, 5);
    if (free === undefined) throw new Error("not claimed");
    const error = { kind: "rejected", code: "1", message: "no" } as never;
    await withOther(async (client) => {
      await client.query("begin");
      for (const claim of held) await hold(client, claim);
      const ends = Promise.all(held.map((claim) => record(claim, { outcome: "failed", error })));
      await wait(100);
      const next = record(free, { outcome: "failed", error });
      // A statement may wait for 15 seconds.
      await expect.poll(async () => await statesOf(world, [free]), { timeout: 9000 }).toEqual(["failed, failed"]);
      await client.query("commit");
      expect([await next, ...(await ends)]).toEqual([true, true, true, true, true]);
    });
  });

  it("I6 answers in hand outlast a database that goes away", async () => {
    const claims = await claimNew(world, 5);
    let refused = 0;
    const database: Database = {
      ...world.database,
      withClient: async (organizationId, work) => {
        refused += 1;
        if (refused < 8) throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "57P01" });
        return await world.database.withClient(organizationId, work);
      },
    };
    record = createSendRecorder({ database, now: () => new Date() });
    expect(await recordAll(claims)).toEqual(claims.map(() => true));
    expect(await statesOf(world, claims)).toEqual(claims.map(() => "sent"));
  });

  it("a process that ends does not wait for a database that is away", async () => {
    const claims = await claimNew(world, 2);
    const away = async () => await Promise.reject(Object.assign(new Error("away"), { code: "ECONNREFUSED" }));
    const stop = new AbortController();
    record = createSendRecorder({
      database: { ...world.database, withClient: away },
      now: () => new Date(),
      stop: stop.signal,
    });
    const ends = Promise.allSettled(claims.map((claim) => record(claim, sent())));
    await wait(50);
    stop.abort();
    expect((await ends).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("I10 two of one conversation end together, and the queue shows the last", async () => {
    const first = await answerSomebody(world, "twice");
    const [failed] = await claimAll(world, [first]);
    if (failed === undefined) throw new Error("not claimed");
    await record(failed, { outcome: "failed", error: { kind: "rejected", code: "1", message: "no" } } as never);
    const second = await answerSomebody(world, "twice");
    const [later] = await claimAll(world, [second]);
    await releaseStuck(world.ctx(world.kai), first, "retry");
    const again = (await claimSends(world.database, [], 500)).find((claim) => claim.message_id === first);
    if (later === undefined || again === undefined) throw new Error("not claimed");
    const others = await claimNew(world, 2);
    expect(await recordAll([...others, again, later])).toEqual([true, true, true, true]);
    expect(await statesOf(world, [again, later])).toEqual(["sent", "sent"]);
    const { last_message: shown } = await world.database.system
      .selectFrom("conversations")
      .select("last_message")
      .where("id", "=", later.conversation_id)
      .executeTakeFirstOrThrow();
    expect(shown).toMatchObject({ id: second, deliveryState: "sent" });
  });

  it("I22 a claim in the name of another organization writes nothing", async () => {
    const [first, ...others] = await claimNew(world, 3);
    if (first === undefined) throw new Error("not claimed");
    const stranger = uuidV7() as OrganizationId;
    await world.database.system.insertInto("organizations").values({ id: stranger, name: "Stranger" }).execute();
    expect(await recordAll([{ ...first, organization_id: stranger }, ...others])).toEqual([false, true, true]);
    expect(await statesOf(world, [first, ...others])).toEqual(["queued, sending", "sent", "sent"]);
  });

  it("share their transactions", async () => {
    const claims = await claimNew(world, 20);
    let transactions = 0;
    const database: Database = {
      ...world.database,
      withClient: (organizationId, work) => {
        transactions += 1;
        return world.database.withClient(organizationId, work);
      },
    };
    record = createSendRecorder({ database, now: () => new Date() });
    await recordAll(claims);
    // The first two find nobody working and begin at once.
    expect(transactions).toBe(3);
  });
});
