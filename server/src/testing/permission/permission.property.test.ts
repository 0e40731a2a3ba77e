import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../test-app.ts";
import { roleOf } from "./oracle.ts";
import { compareLists, compareSearch } from "./reading-steps.ts";
import { everybodyHears, lookAtFrames, settle } from "./settle.ts";
import { anyStep, type Step } from "./step.ts";
import { take } from "./take-step.ts";
import { buildWorld, type World } from "./world.ts";

/** Named in every failure, so that a run can be had again. */
const SEED = 20261122;
const RUNS = 40;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await leaveTeamsAlone();
});
afterAll(async () => await test?.stop());

const NOBODY = "00000000-0000-7000-8000-000000000000";

/** The world says which conversations teams have; that rules would choose others is proved in `routing/`, and would race it here. */
async function leaveTeamsAlone(): Promise<void> {
  const { system } = test.app.parts.database;
  const far = String(10n ** 15n);
  await sql`
    insert into listener_positions (listener, position) values ('routing', ${far})
    on conflict (listener) do update set position = excluded.position`.execute(system);
  // Whoever takes the lease anew reads the positions anew.
  await sql`update leases set holder = ${NOBODY}, fence = fence + 1, expires_at = clock_timestamp() where name = 'listeners'`.execute(
    system,
  );
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const lease = await sql<{ holder: string }>`select holder from leases where name = 'listeners'`.execute(system);
    if (lease.rows[0]?.holder !== NOBODY) return;
    if (Date.now() > end) throw new Error("nobody listens");
  }
}

it(`S10 S13 I22 whatever happens, nobody is told what they may not see, and everybody what they may (seed ${SEED})`, async () => {
  const looked = { answers: 0, frames: 0, seen: 0, hidden: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 25, maxLength: 35 }), async (steps) => {
      const world = await buildWorld(test);
      await live(world, steps);
      looked.answers += world.looked.answers;
      looked.frames += world.looked.frames;
      for (const person of world.people)
        for (const { id } of world.channels) looked[roleOf(world, person, id) === undefined ? "hidden" : "seen"] += 1;
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  // A world in which nobody sees anything, or everybody everything, would prove nothing.
  expect(looked.answers).toBeGreaterThan(RUNS * 200);
  expect(looked.frames).toBeGreaterThan(RUNS * 50);
  expect(looked.seen).toBeGreaterThan(RUNS * 2);
  expect(looked.hidden).toBeGreaterThan(RUNS * 2);
}, 600_000);

async function live(world: World, steps: readonly Step[]): Promise<void> {
  try {
    for (const step of steps) await take(world, step);
    await settle(world);
    lookAtFrames(world);
    await everybodyHears(world);
    for (const person of world.people) {
      await compareLists(world, person);
      await compareSearch(world, person);
    }
  } finally {
    for (const line of world.lines) line.socket.terminate();
  }
}
