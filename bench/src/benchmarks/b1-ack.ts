import { SIZES } from "../data/sizes.ts";
import { floorPost, withFloor } from "../floor/floors.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { withStage } from "../product/stage.ts";
import { createContacts, createSender, markOf } from "../product/webhook.ts";
import type { World } from "../product/world.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type OpenLoopResult, runOpenLoop } from "../protocol/open-loop.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const PER_SECOND = 500;

/** How soon a signed webhook is acknowledged, durably, at a steady rate. */
export const ack: Benchmark = {
  name: "B1",
  title: "acknowledgement",
  async run(bench) {
    const size = bench.options.sizes.at(-1) ?? "D1";
    const world = await bench.world(size);
    const pairs = await runPairs(bench.options.plan, () => [bench.cluster.pid], {
      floor: () => runFloor(bench),
      product: () => runAck(bench, world),
    });
    const ms = { unit: "ms", usableWhenNoisy: false } as const;
    return {
      pairs,
      errors: pairs.flatMap((pair) => [...pair.floor.errors, ...pair.product.errors]),
      rows: [
        judge(pairs, { ...ms, what: `p50 at ${PER_SECOND}/s, ${size}`, figure: "p50", absolute: { most: 6 } }),
        judge(pairs, { ...ms, what: "p99", figure: "p99", ratio: { most: 2 }, absolute: { most: 25 } }),
        judge(pairs, { ...ms, what: "slowest", figure: "most", absolute: { most: 250 } }),
        judge(pairs, { what: "CPU per message", unit: "µs CPU", figure: "cpu", usableWhenNoisy: true }),
      ],
    };
  },
};

/** One run of the product; also used for growth. */
export async function runAck(bench: Bench, world: World): Promise<Run> {
  return await withStage(bench.cluster, world, async (stage) => {
    const run = `b1x${Date.now()}`;
    const send = createSender(run);
    const who = createContacts(SIZES[world.size].contacts);
    const make = (n: number) => {
      const contact = who();
      const channel = world.channels[contact % 8];
      if (channel === undefined) throw new Error("The world has no channels.");
      return send(n, `contact-${contact}`, channel);
    };
    const load = { port: stage.product.port, perSecond: PER_SECOND };
    const warm = createSender(`w${run}`);
    await runOpenLoop({ ...load, seconds: 2, make: (n) => warm(n, `contact-${who()}`, world.channels[0] ?? never()) });
    await waitUntilSettled(stage);
    const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
      const result = await runOpenLoop({ ...load, seconds: bench.options.seconds, make });
      await waitUntilSettled(stage);
      return result;
    });
    return toRun(measured, await checkStored(stage, run, measured.value.accepted, { ordered: false }));
  });
}

function never(): never {
  throw new Error("The world has no channels.");
}

async function runFloor(bench: Bench): Promise<Run> {
  return await withFloor(bench.cluster, "nb", async (floor) => {
    const who = createContacts(200_000);
    const text = "Hello, where is my order? I have been waiting for a week now and nobody answers. Thank you.";
    const make = (run: string) => (n: number) => floorPost(markOf(run, n), n, `contact-${who()}`, text);
    const load = { port: floor.port, perSecond: PER_SECOND };
    await runOpenLoop({ ...load, seconds: 2, make: make("warm") });
    const roots = { app: floor.pid, postgres: bench.cluster.pid };
    return toRun(
      await measure(roots, () => runOpenLoop({ ...load, seconds: bench.options.seconds, make: make("run") })),
      [],
    );
  });
}

export function toRun(measured: Measured<OpenLoopResult>, errors: readonly string[]): Run {
  const { latencies, accepted, refused } = measured.value;
  const cpu = cpuPerItem(measured.cpu, accepted.length);
  return {
    noise: measured.noise,
    errors: [...errors, ...(refused === 0 ? [] : [`${refused} refused`])],
    figures: {
      ...summarize(latencies),
      items: accepted.length,
      cpu: cpu.all,
      cpuApp: cpu.app,
      cpuPostgres: cpu.postgres,
    },
  };
}
