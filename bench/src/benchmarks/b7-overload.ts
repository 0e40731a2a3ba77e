import { SIZES } from "../data/sizes.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { untilNormal } from "../product/recovery.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { createContacts, createSender } from "../product/webhook.ts";
import type { World } from "../product/world.ts";
import { runClosedLoop } from "../protocol/closed-loop.ts";
import { waitForQuiet } from "../protocol/gate.ts";
import { type Measured, measure } from "../protocol/measure.ts";
import { type OpenLoopResult, runOpenLoop } from "../protocol/open-loop.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Bench, Benchmark, Row } from "./benchmark.ts";
import { judgeAlone, judgeWhenQuiet, tell } from "./judge.ts";

const LINES = 64;
/** Times what the product carries. */
const TIMES = 3;
/** 100,000 webhooks in 20 seconds. */
const BURST = 5000;
/** Most connections that platforms open at once. */
const MOST_LINES = 1024;
const PATIENCE_MS = 600_000;

/** More than the product carries: what it acknowledges it keeps, what it refuses it refuses soon, and then it is as before. */
export const overload: Benchmark = {
  name: "B7",
  title: "overload",
  async run(bench) {
    const world = await bench.world(bench.options.sizes[0] ?? "D0");
    return await withStage(bench.cluster, world, async (stage) => await runOverload(bench, stage));
  },
};

type Flood = {
  readonly measured: Measured<OpenLoopResult>;
  /** Committed messages a second while it lasted. */
  readonly goodput: number;
  /** Milliseconds from its end until a message was acknowledged and committed as at other times. */
  readonly normalMs: number;
  readonly errors: readonly string[];
};

async function runOverload(bench: Bench, stage: Stage) {
  const { quick, plan } = bench.options;
  await waitForQuiet([bench.cluster.pid, stage.product.pid], plan.patienceMs);
  const carried = await findCapacity(stage, quick ? 5 : 30);
  const flood = await runFlood(bench, stage, { run: "b7three", perSecond: carried * TIMES, seconds: quick ? 8 : 60 });
  await waitUntilSettled(stage, PATIENCE_MS);
  const burst = await runFlood(bench, stage, { run: "b7burst", perSecond: BURST, seconds: quick ? 4 : 20 });
  await waitUntilSettled(stage, PATIENCE_MS);
  const errors = { flood: await checkAll(stage, "b7three", flood), burst: await checkAll(stage, "b7burst", burst) };
  return {
    errors: [...errors.flood, ...errors.burst],
    rows: [
      tell("carried before, as in B4", "msg/s", carried, "64 connections, closed loop"),
      ...toRows(`${TIMES} × that`, flood, carried, errors.flood),
      ...toRows(`${BURST}/s`, burst, carried, errors.burst),
    ],
    detail: { carried, flood: toDetail(flood), burst: toDetail(burst) },
  };
}

type Make = ReturnType<typeof createMake>;

function createMake(world: World, run: string) {
  const send = createSender(run);
  const who = createContacts(SIZES[world.size].contacts);
  return (n: number) => {
    const contact = who();
    const channel = world.channels[contact % 8];
    if (channel === undefined) throw new Error("The world has no channels.");
    return send(n, `contact-${contact}`, channel);
  };
}

async function findCapacity(stage: Stage, seconds: number): Promise<number> {
  const load = async (make: Make, forSeconds: number) =>
    await runClosedLoop({ port: stage.product.port, lines: LINES, seconds: forSeconds, make });
  await load(createMake(stage.world, "b7warm"), 2);
  await waitUntilSettled(stage, PATIENCE_MS);
  const start = performance.now();
  const { accepted } = await load(createMake(stage.world, "b7base"), seconds);
  await waitUntilSettled(stage, PATIENCE_MS);
  return accepted.length / ((performance.now() - start) / 1000);
}

async function runFlood(
  bench: Bench,
  stage: Stage,
  { run, perSecond, seconds }: { readonly run: string; readonly perSecond: number; readonly seconds: number },
): Promise<Flood> {
  const make = createMake(stage.world, run);
  let committed = 0;
  let tookSeconds = seconds;
  const start = performance.now();
  const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
    const result = await runOpenLoop({ port: stage.product.port, perSecond, seconds, mostLines: MOST_LINES, make });
    tookSeconds = (performance.now() - start) / 1000;
    const [found] = await stage.query<{ count: number }>(
      "select count(*)::int from messages where organization_id = $1 and external_id like $2",
      [stage.world.organizationId, `${run}-%`],
    );
    committed = found?.count ?? 0;
    return result;
  });
  const normalMs = await untilNormal(stage, `${run}probe`, PATIENCE_MS);
  const strange = measured.value.refusals.filter(({ status, retryAfter }) => status !== 503 || !retryAfter);
  return {
    ...{ measured, normalMs, goodput: committed / tookSeconds },
    errors: strange.length === 0 ? [] : [`${strange.length} refused otherwise than by 503 and Retry-After`],
  };
}

async function checkAll(stage: Stage, run: string, { measured, errors }: Flood): Promise<string[]> {
  const stored = await checkStored(stage, run, measured.value.accepted, { ordered: false });
  return [...stored, ...errors].map((error) => `${run}: ${error}`);
}

function toRows(
  what: string,
  { measured, goodput, normalMs }: Flood,
  carried: number,
  errors: readonly string[],
): Row[] {
  const { accepted, refusals } = measured.value;
  const seen = `${accepted.length} acknowledged, ${refusals.length} refused`;
  const refusal = refusals.length === 0 ? 0 : summarize(refusals.map(({ ms }) => ms)).p99;
  return [
    judgeWhenQuiet(
      measured.noise,
      `goodput at ${what}, of what was carried`,
      "×",
      goodput / carried,
      { least: 0.9 },
      seen,
    ),
    judgeWhenQuiet(measured.noise, `refusals at ${what}, p99`, "ms", refusal, { most: 50 }, seen),
    judgeWhenQuiet(measured.noise, `normal again after ${what}`, "ms", normalMs, { most: 5000 }),
    judgeAlone(
      `wrong at ${what}: not durable, twice, refused in no good way`,
      "kinds",
      errors.length,
      { most: 0 },
      seen,
    ),
  ];
}

function toDetail({ measured, goodput, normalMs }: Flood): unknown {
  const { accepted, refusals, latencies } = measured.value;
  const statuses = Object.fromEntries(
    [...Map.groupBy(refusals, ({ status }) => status)].map(([status, all]) => [
      status,
      { count: all.length, ...summarize(all.map(({ ms }) => ms)) },
    ]),
  );
  const counts = { accepted: accepted.length, refused: refusals.length };
  return { ...counts, goodput, normalMs, noise: measured.noise, latency: summarize(latencies), refusals: statuses };
}
