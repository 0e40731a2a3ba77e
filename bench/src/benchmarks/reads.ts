import type { SizeName } from "../data/sizes.ts";
import { type Stage, withStage } from "../product/stage.ts";
import type { World } from "../product/world.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type Pair, type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Bench } from "./benchmark.ts";
import { timeStatement } from "./list-queries.ts";

const WARM_ROUNDS = 5;

/** A read over HTTP beside the least SQL that could answer it. */
export type Read = {
  readonly statement: string;
  /** Parameters of the floor, one set for each run. */
  readonly floorValues: (stage: Stage) => Promise<unknown[][]>;
  readonly paths: (stage: Stage) => Promise<string[]>;
};

/** Pairs of the read at one size. The floor is one client with the statement prepared, on the same database. */
export async function runReadPairs(bench: Bench, size: SizeName, read: Read): Promise<Pair[]> {
  const world: World = await bench.world(size);
  return await withStage(bench.cluster, world, async (stage) => {
    const floorValues = await read.floorValues(stage);
    const paths = await read.paths(stage);
    const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
    const ask = async () => {
      const times: number[] = [];
      for (const path of paths) times.push((await stage.admin.time(path)).ms);
      return times;
    };
    // A server that works all day is warm: what is measured is not its first hundred answers.
    for (let round = 0; round < WARM_ROUNDS; round++) await ask();
    return await runPairs(bench.options.plan, () => [stage.product.pid, bench.cluster.pid], {
      floor: async () =>
        toRun(
          await measure(roots, () => stage.withClient((client) => timeStatement(client, read.statement, floorValues))),
        ),
      product: async () => toRun(await measure(roots, ask)),
    });
  });
}

function toRun(measured: Measured<number[]>): Run {
  const cpu = cpuPerItem(measured.cpu, measured.value.length);
  return {
    noise: measured.noise,
    errors: [],
    figures: {
      ...summarize(measured.value),
      cpu: cpu.all,
      cpuApp: cpu.app,
      cpuPostgres: cpu.postgres,
      cpuMs: cpu.all / 1000,
      items: measured.value.length,
    },
  };
}
