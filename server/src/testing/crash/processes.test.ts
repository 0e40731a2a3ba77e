import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { buildDivided, type DividedHouse } from "./faults/house.ts";
import { shortLeases } from "./faults/short-leases.ts";
import { call } from "./load/http-call.ts";
import { playIn, type Stage, tellViolations, type Verdict } from "./scenario.ts";

const everyRole = "web,worker,dispatcher";
const patience = 480_000;
/** What `timeUntilTaken` says when nothing was taken at all. */
const NEVER_MS = 60_000;
/** So many calls have to be acknowledged before a run says anything. */
const ENOUGH = 100;

test(
  "F-16 two web nodes, a worker and two dispatchers: one of each kind is killed, and nothing is lost, doubled or reordered",
  async () => {
    const roles = ["web", "web", "worker", "dispatcher", "dispatcher"];
    const verdict = await playIn((options) => buildDivided(roles, options), {
      sql: shortLeases(5),
      settleSeconds: 150,
      faults: killOneOfEach,
    });
    expectClean(verdict);
  },
  patience,
);

test(
  "F-04 the database is killed under load: the app does not exit, and nothing acknowledged is lost",
  async () => {
    const verdict = await playIn((options) => buildDivided([everyRole], options), {
      sql: shortLeases(5),
      settleSeconds: 150,
      faults: async ({ house, note, acknowledged }) => {
        for (let n = 0; n < 4; n += 1) {
          await sleep(2500);
          await house.crashDatabase();
          note("database killed", await timeUntilTaken(house));
        }
        await untilWorked(acknowledged);
      },
    });
    expectClean(verdict);
    expect(verdict.unexpectedExits).toBe(0);
    for (const back of backTimes(verdict)) expect(back).toBeLessThan(NEVER_MS);
  },
  patience,
);

test.each(["refuses", "silent"] as const)(
  "F-05 while the database %s, providers hear 503 within 2 s; it goes on without a restart",
  async (mood) => {
    const answers: Heard[] = [];
    const verdict = await playIn((options) => buildDivided([everyRole], options), {
      sql: shortLeases(5),
      settleSeconds: 150,
      faults: async ({ house, note, acknowledged }) => {
        await sleep(2000);
        await house.proxy.set(mood);
        answers.push(...(await askWhileAway(house, 8000)));
        await house.proxy.set("open");
        note(`database ${mood}`, await timeUntilTaken(house));
        await sleep(1500);
        await untilWorked(acknowledged);
      },
    });
    expect(answers.length).toBeGreaterThan(3);
    expect(answers.filter(({ status }) => status !== 503)).toEqual([]);
    // Its own clock is 2 s; how late a machine with other work delivers one answer is not its doing.
    expect(median(answers.map(({ took }) => took))).toBeLessThan(2200);
    expectClean(verdict);
    expect(verdict.unexpectedExits).toBe(0);
    for (const back of backTimes(verdict)) expect(back).toBeLessThan(NEVER_MS);
  },
  patience,
);

/** A web node, the worker, and the dispatcher that holds the lease; the last stays dead until the other has taken over. */
async function killOneOfEach({ house, note, acknowledged }: Stage<DividedHouse>): Promise<void> {
  const [web, , worker, ...dispatchers] = house.servers;
  await sleep(3000);
  await web?.kill();
  await sleep(1500);
  note("web node killed", await web?.start());
  await worker?.kill();
  await sleep(1000);
  note("worker killed", await worker?.start());
  await sleep(1000);
  for (const dispatcher of dispatchers) {
    await dispatcher.kill();
    // Longer than the lease: now the other one works, whichever had it before.
    await sleep(8000);
    note("dispatcher killed", await dispatcher.start());
  }
  await sleep(2000);
  await untilWorked(acknowledged);
}

/** A slow machine goes on until there was enough to lose. */
async function untilWorked(acknowledged: () => number): Promise<void> {
  for (const end = Date.now() + NEVER_MS; acknowledged() <= ENOUGH && Date.now() < end; ) await sleep(100);
}

function expectClean(verdict: Verdict): void {
  expect(verdict.violations, tellViolations(verdict)).toEqual([]);
  expect(verdict.record.filter((line) => line.type === "end" && line.outcome === "ok").length).toBeGreaterThan(ENOUGH);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function backTimes(verdict: Verdict): number[] {
  return verdict.record.flatMap((line) => (line.type === "fault" ? [line.backAfterMs ?? 0] : []));
}

/** Until a real message is taken again, and not only the port is open. */
async function timeUntilTaken(house: DividedHouse): Promise<number> {
  const began = Date.now();
  const known = await countDeliveries(house);
  while ((await countDeliveries(house)) <= known && Date.now() - began < NEVER_MS) await sleep(50);
  return Date.now() - began;
}

async function countDeliveries(house: DividedHouse): Promise<number> {
  const client = new pg.Client({ connectionString: await house.databaseUrl() });
  await client.connect();
  const found = await client.query<{ count: string }>("select count(*) from deliveries");
  await client.end();
  return Number(found.rows[0]?.count);
}

type Heard = { readonly status: number | "unknown"; readonly took: number };

/** Asks as a provider would, for so long. */
async function askWhileAway({ nodes, databaseUrl }: DividedHouse, milliseconds: number): Promise<Heard[]> {
  const client = new pg.Client({ connectionString: await databaseUrl() });
  await client.connect();
  const endpoint = await client.query<{ id: string }>("select id from endpoints where platform = 'api' limit 1");
  await client.end();
  const url = `${nodes[0]}/webhooks/api/${endpoint.rows[0]?.id}`;
  const heard: Heard[] = [];
  // What was known of the endpoint may still be remembered for some seconds.
  await sleep(4000);
  for (const end = Date.now() + milliseconds - 4000; Date.now() < end; ) {
    const began = Date.now();
    const answer = await call({ method: "POST", url, body: "{}" });
    heard.push({ status: answer === "unknown" ? answer : answer.status, took: Date.now() - began });
    await sleep(100);
  }
  return heard;
}
