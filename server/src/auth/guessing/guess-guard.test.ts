import { afterAll, beforeAll, expect, test } from "vitest";
import { buildClock, openTestWorld, silentLog } from "../../organizations/organization.test-kit.ts";
import { forgetOldAttempts } from "./attempts.sql.ts";
import { type GuessDeps, takeGuess } from "./guess-guard.ts";

const clock = buildClock();
const minute = 60_000;
let world: Awaited<ReturnType<typeof openTestWorld>>;
let deps: GuessDeps;
beforeAll(async () => {
  world = await openTestWorld(clock);
  deps = { system: world.database.system, now: clock.now, log: silentLog };
});
afterAll(() => world?.close());

const anyAddress = (i: number) => `203.0.113.${i % 250}`;
async function countPassed(guesses: Promise<unknown>[]): Promise<number> {
  return (await Promise.allSettled(guesses)).filter((result) => result.status === "fulfilled").length;
}

test("S21 P127 of 100 parallel guesses at one account five pass, from whatever addresses", async () => {
  const guesses = Array.from({ length: 100 }, (_, i) => takeGuess(deps, "one@example.org", anyAddress(i)));
  expect(await countPassed(guesses)).toBe(5);
});

test("S21 of 100 parallel guesses from one address twenty pass, at whatever accounts", async () => {
  const guesses = Array.from({ length: 100 }, (_, i) => takeGuess(deps, `two${i}@example.org`, "198.51.100.1"));
  expect(await countPassed(guesses)).toBe(20);
});

test("S21 the wait doubles with every wrong guess, up to a quarter of an hour, and says how long it is", async () => {
  const waits: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const guess = () => takeGuess(deps, "three@example.org", anyAddress(i));
    const refused = await guess().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused === undefined) continue;
    expect(refused).toMatchObject({ code: "too_many_attempts" });
    const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
    waits.push(retryAfterSeconds);
    clock.pass(retryAfterSeconds * 1000);
    await guess();
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

test("S21 after a quiet quarter of an hour everything is free again", async () => {
  for (let i = 0; i < 5; i += 1) await takeGuess(deps, "four@example.org", anyAddress(i));
  clock.pass(16 * minute);
  expect(
    await countPassed(Array.from({ length: 9 }, (_, i) => takeGuess(deps, "four@example.org", anyAddress(i)))),
  ).toBe(5);
});

test("S21 being right clears the account and burdens no address", async () => {
  for (let round = 0; round < 30; round += 1) {
    const guess = await takeGuess(deps, "five@example.org", "198.51.100.2");
    await guess.wasRight();
  }
  for (let i = 0; i < 4; i += 1) await takeGuess(deps, "five@example.org", anyAddress(i));
  await (await takeGuess(deps, "five@example.org", anyAddress(9))).wasRight();
  expect(
    await countPassed(Array.from({ length: 9 }, (_, i) => takeGuess(deps, "five@example.org", anyAddress(i)))),
  ).toBe(5);
});

test("S21 what was no guess does not count, and does not clear either", async () => {
  for (let i = 0; i < 4; i += 1) await takeGuess(deps, "six@example.org", anyAddress(i));
  for (let i = 0; i < 10; i += 1) await (await takeGuess(deps, "six@example.org", anyAddress(i))).wasNoGuess();
  expect(await countPassed([takeGuess(deps, "six@example.org", anyAddress(1))])).toBe(1);
  expect(await countPassed([takeGuess(deps, "six@example.org", anyAddress(1))])).toBe(0);
});

test("S20 the table of guesses holds no address of mail", async () => {
  const rows = await world.database.system.selectFrom("sign_in_attempts").select("key").execute();
  expect(JSON.stringify(rows)).not.toContain("example.org");
});

test("old counts are forgotten", async () => {
  clock.pass(60 * minute);
  await forgetOldAttempts(deps.system, clock.now());
  expect(await world.database.system.selectFrom("sign_in_attempts").select("key").execute()).toEqual([]);
});
