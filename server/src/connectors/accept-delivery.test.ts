import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { createAcceptor } from "./accept-delivery.ts";
import type { NewDelivery } from "./deliveries.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

it("I1 I27 bodies beyond what may be held are refused and not stored; every one that was acknowledged is", async () => {
  const handedOn: NewDelivery[] = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => handedOn.push(delivery),
    mostBytes: 3_000_000,
  });
  const body = Buffer.alloc(1_000_000, "a");
  const offer = (n: number) =>
    accept({
      organizationId: world.organizationId,
      endpointId: world.endpointId,
      platform: "api",
      path: "",
      headers: {},
      body,
      key: `big-${n}`,
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => offer(n)));
  const taken = outcomes.filter((one) => one.status === "fulfilled");
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length).toBeLessThanOrEqual(3);
  const stored = await world.database.system.selectFrom("deliveries").select("id").execute();
  expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(taken.map((one) => one.value.id)));
  expect(handedOn).toHaveLength(taken.length);
  // It goes on as soon as there is room.
  expect((await offer(21)).stored).toBe(true);
});

function offerTo(handedOn: NewDelivery[], patienceMs: number) {
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => handedOn.push(delivery),
    patienceMs,
  });
  return (key: string) =>
    accept({
      organizationId: world.organizationId,
      endpointId: world.endpointId,
      platform: "api",
      path: "",
      headers: {},
      body: Buffer.from("{}"),
      key,
    });
}

async function storedKeys(start: string): Promise<string[]> {
  const found = await world.database.system
    .selectFrom("deliveries")
    .select("delivery_key")
    .where("delivery_key", "like", `${start}%`)
    .execute();
  return found.map((row) => row.delivery_key ?? "").sort();
}

it("I1 I27 what nobody has begun to store when patience ends is refused and never stored", async () => {
  const held = Promise.withResolvers<void>();
  onTestFinished(installFailpoints((name) => (name === "inbound.before_raw_insert" ? held.promise : undefined)));
  const handedOn: NewDelivery[] = [];
  const offer = offerTo(handedOn, 50);
  // Two commits are under way, the others wait for them.
  const outcomes = await Promise.allSettled(["1", "2", "3", "4"].map((n) => offer(`held-${n}`)));
  expect(outcomes.map((one) => (one.status === "rejected" ? one.reason.code : "taken"))).toEqual(
    Array(4).fill("unavailable"),
  );
  held.resolve();
  await expect.poll(() => storedKeys("held-")).toEqual(["held-1", "held-2"]);
  // Refused, and yet durable: they are processed now, not when the safety net looks; their repeats are no news.
  await expect.poll(() => handedOn.map(({ key }) => key).sort()).toEqual(["held-1", "held-2"]);
  expect((await offer("held-1")).stored).toBe(false);
  expect(handedOn).toHaveLength(2);
  expect((await offer("held-5")).stored).toBe(true);
  expect(await storedKeys("held-")).toEqual(["held-1", "held-2", "held-5"]);
});

it("I1 what was committed while the process was busy is acknowledged, not refused", async () => {
  const handedOn: NewDelivery[] = [];
  const offer = offerTo(handedOn, 200);
  await offer("busy-0");
  const taken = offer("busy-1");
  // The statement is on its way; from here on this process does nothing else, until its patience is over.
  await new Promise(setImmediate);
  blockUntilStored("busy-1", 400);
  expect((await taken).stored).toBe(true);
  expect(handedOn).toHaveLength(2);
});

/** Another process looks for the row while this one stands still. */
function blockUntilStored(key: string, leastMs: number): void {
  const script = `
    import pg from "pg";
    const [url, key, leastMs] = process.argv.slice(1);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const count = async () => (await client.query("select from deliveries where delivery_key = $1", [key])).rowCount;
    for (const start = Date.now(); (await count()) === 0 || Date.now() - start < Number(leastMs); )
      await new Promise((done) => setTimeout(done, 10));
    await client.end();`;
  const args = ["--input-type=module", "-e", script, world.url, key, String(leastMs)];
  execFileSync(process.execPath, args, { cwd: import.meta.dirname });
}
