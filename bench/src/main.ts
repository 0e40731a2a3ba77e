import { benchmarks } from "./benchmarks/all.ts";
import type { Bench } from "./benchmarks/benchmark.ts";
import { SIZES, type SizeName } from "./data/sizes.ts";
import { type Options, readOptions } from "./options.ts";
import { startCluster } from "./product/cluster.ts";
import { prepareWorld, type World } from "./product/world.ts";
import { describeCircumstances, writeResults } from "./protocol/results.ts";

await main(readOptions(process.argv.slice(2)));

/** Runs the benchmarks that were named, or all of them, and writes down what came of each. */
async function main(options: Options): Promise<void> {
  const cluster = await startCluster();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const worlds = new Map<SizeName, Promise<World>>();
  const world = (size: SizeName) => {
    const known = worlds.get(size) ?? prepareWorld(cluster, size);
    worlds.set(size, known);
    return known;
  };
  const withMessages = options.sizes.filter((size) => !SIZES[size].queueOnly);
  const circumstances = describeCircumstances(await cluster.version(), options.sizes, options.quick);
  try {
    for (const benchmark of benchmarks) {
      if (options.names.length > 0 && !options.names.includes(benchmark.name)) continue;
      console.log(`${benchmark.name} ${benchmark.title} …`);
      const sizes = benchmark.readsQueueOnly ? options.sizes : withMessages;
      const bench: Bench = { cluster, options: { ...options, sizes }, world };
      const outcome = await benchmark.run(bench);
      console.table(outcome.rows);
      if (outcome.errors.length > 0) {
        console.error(outcome.errors.join("\n"));
        process.exitCode = 1;
      }
      writeResults(benchmark.name, benchmark.title, { ...circumstances, date: new Date().toISOString() }, outcome);
    }
  } finally {
    await cluster.stop();
  }
}
