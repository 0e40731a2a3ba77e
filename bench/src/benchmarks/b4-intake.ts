import { SIZES } from "../data/sizes.ts";
import { floorPost, withFloor } from "../floor/floors.ts";
import { runPgbench } from "../floor/pgbench.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { withStage } from "../product/stage.ts";
import { createContacts, createSender, markOf, type Sender } from "../product/webhook.ts";
import type { World } from "../product/world.ts";
import { type LoopResult, runClosedLoop } from "../protocol/closed-loop.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type Pair, type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const LINES = 64;

/** Intake capacity: what 64 connections get committed, with everything that runs in the message's transaction. */
export const intakeCapacity: Benchmark = {
  name: "B4",
  title: "intake capacity",
  async run(bench) {
    const size = bench.options.sizes.at(-1) ?? "D1";
    const world = await bench.world(size);
    const pairs = await runIntakePairs(bench, world);
    const cpu = { unit: "µs CPU", figure: "cpu", usableWhenNoisy: true } as const;
    const rate = { unit: "msg/s", figure: "rate", usableWhenNoisy: false } as const;
    return {
      pairs,
      errors: pairs.flatMap((pair) => [...pair.floor.errors, ...pair.product.errors]),
      rows: [
        judge(pairs, { ...cpu, what: `CPU per message vs NB, ${size}`, ratio: { most: 2.5 }, absolute: { most: 600 } }),
        judge(pairs, { ...cpu, what: "of it PostgreSQL", figure: "cpuPostgres" }),
        judge(pairs, { ...cpu, what: "CPU per message vs D8 (PostgreSQL only)", figure: "cpu", floorFigure: "d8Cpu" }),
        judge(pairs, { ...rate, what: "rate vs NB", ratio: { least: 0.35 }, absolute: { least: 2200 } }),
        judge(pairs, { ...rate, what: "rate vs D8", floorFigure: "d8Rate", ratio: { least: 0.5 } }),
      ],
    };
  },
};

async function runIntakePairs(bench: Bench, world: World): Promise<Pair[]> {
  const { cluster, options } = bench;
  return await runPairs(options.plan, () => [cluster.pid], {
    floor: () => runFloor(bench),
    product: () => runIntake(bench, world),
  });
}

/** One run of the product; also used for growth. */
export async function runIntake(bench: Bench, world: World): Promise<Run> {
  return await withStage(bench.cluster, world, async (stage) => {
    const run = `b4x${Date.now()}`;
    const warm = createSender(`w${run}`);
    const send = createSender(run);
    const who = createContacts(SIZES[world.size].contacts);
    const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
    const makeWith = (sender: Sender) => (n: number, line: number) => {
      // A contact writes on one connection alone, so that its order is known.
      const contact = who() * LINES + line;
      const channel = world.channels[contact % 8];
      if (channel === undefined) throw new Error("The world has no channels.");
      return sender(n, `contact-${contact}`, channel);
    };
    const load = { port: stage.product.port, lines: LINES };
    await runClosedLoop({ ...load, seconds: 2, make: makeWith(warm) });
    await waitUntilSettled(stage);
    const measured = await measure(roots, async () => {
      const result = await runClosedLoop({ ...load, seconds: bench.options.seconds, make: makeWith(send) });
      await waitUntilSettled(stage);
      return result;
    });
    const errors = await checkStored(stage, run, measured.value.accepted, { ordered: true });
    return toRun(measured, errors);
  });
}

async function runFloor(bench: Bench): Promise<Run> {
  const { cluster, options } = bench;
  const nb = await withFloor(cluster, "nb", async (floor) => {
    const run = `f${Date.now()}`;
    const who = createContacts(200_000);
    const text = "Hello, where is my order? I have been waiting for a week now and nobody answers. Thank you.";
    const make = (n: number) => floorPost(markOf(run, n), n, `contact-${who()}`, text);
    const roots = { app: floor.pid, postgres: cluster.pid };
    const load = { port: floor.port, lines: LINES };
    await runClosedLoop({ ...load, seconds: 2, make: (n) => floorPost(`w${n}`, n, `contact-${who()}`, text) });
    const measured = await measure(roots, () => runClosedLoop({ ...load, seconds: options.seconds, make }));
    const stored = await floor.query<{ count: number }>(
      "select count(*)::int from messages where external_id like $1",
      [`${run}-%`],
    );
    const lost = measured.value.accepted.length - (stored[0]?.count ?? 0);
    return toRun(measured, lost === 0 ? [] : [`the floor lost ${lost}`]);
  });
  const d8 = await measure({ app: cluster.pid, postgres: cluster.pid }, () =>
    runPgbench(cluster, "D8", options.seconds),
  );
  return {
    ...nb,
    figures: {
      ...nb.figures,
      d8Rate: d8.value / options.seconds,
      d8Cpu: cpuPerItem(d8.cpu, d8.value).postgres,
    },
  };
}

function toRun(measured: Measured<LoopResult>, errors: readonly string[]): Run {
  const { latencies, accepted, refused } = measured.value;
  const cpu = cpuPerItem(measured.cpu, accepted.length);
  const { p50, p99 } = summarize(latencies);
  return {
    noise: measured.noise,
    errors: [...errors, ...(refused === 0 ? [] : [`${refused} refused`])],
    figures: {
      items: accepted.length,
      rate: accepted.length / (measured.ms / 1000),
      cpu: cpu.all,
      cpuApp: cpu.app,
      cpuPostgres: cpu.postgres,
      p50,
      p99,
    },
  };
}
