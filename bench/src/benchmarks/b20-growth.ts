import type { SizeName } from "../data/sizes.ts";
import type { Run } from "../protocol/pairs.ts";
import { exponent, median } from "../protocol/statistics.ts";
import { runAck } from "./b1-ack.ts";
import { runIntake } from "./b4-intake.ts";
import type { Bench, Benchmark, Row } from "./benchmark.ts";
import { judgeAlone, notMeasured } from "./judge.ts";

/** How CPU a message grows with the data (of reads, B8 and B9 tell it themselves). */
export const growth: Benchmark = {
  name: "B20",
  title: "growth of intake",
  async run(bench) {
    const { sizes } = bench.options;
    if (sizes.length < 2)
      return { errors: [], rows: [notMeasured("exponents of B1 and B4", "≤ 0.03", "one size only: give two")] };
    const intake = await runSizes(bench, runIntake);
    const acks = await runSizes(bench, runAck);
    const runs = [...intake.values(), ...acks.values()].flat();
    return {
      rows: [await toRow(bench, "B4", intake), await toRow(bench, "B1", acks)],
      errors: runs.flatMap((run) => run.errors),
      detail: runs,
    };
  },
};

type BySize = ReadonlyMap<SizeName, readonly Run[]>;

/** Sizes take turns, so that a drift of the machine does not look like growth. */
async function runSizes(bench: Bench, run: typeof runIntake): Promise<BySize> {
  const found = new Map<SizeName, Run[]>(bench.options.sizes.map((size) => [size, []]));
  for (let turn = 0; turn < bench.options.plan.pairs; turn += 1)
    for (const [size, runs] of found) runs.push(await run(bench, await bench.world(size)));
  return found;
}

async function toRow(bench: Bench, name: string, bySize: BySize): Promise<Row> {
  const points: { size: number; cost: number; text: string }[] = [];
  for (const [size, runs] of bySize) {
    const cost = median(runs.map((run) => run.figures.cpu ?? 0));
    points.push({ size: (await bench.world(size)).loaded.conversations, cost, text: `${size} ${cost} µs` });
  }
  const noise = Math.max(...[...bySize.values()].flat().map((run) => run.noise.foreign));
  const why = `${points.map((point) => point.text).join(", ")}; foreign CPU up to ${(noise * 100).toFixed(0)} %`;
  return judgeAlone(`exponent of CPU a message, ${name}`, "", exponent(points), { most: 0.03 }, why);
}
