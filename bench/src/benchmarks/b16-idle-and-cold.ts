import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { withFloor } from "../floor/floors.ts";
import { createCaller } from "../product/call.ts";
import { PRODUCT_FLAGS, startScript } from "../product/child.ts";
import { pssKbOf, readProcesses } from "../protocol/machine.ts";
import { measure } from "../protocol/measure.ts";
import type { Run } from "../protocol/pairs.ts";
import { runPairs } from "../protocol/pairs.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const SETTLE_MS = 5000;

/** From nothing to a usable product, and what it takes when nothing happens; the floor is bare Node with pg. */
export const idleAndCold: Benchmark = {
  name: "B16",
  title: "idle and cold",
  async run(bench) {
    const plan = { ...bench.options.plan, pairs: Math.min(3, bench.options.plan.pairs) };
    const pairs = await runPairs(plan, () => [bench.cluster.pid], {
      floor: () => runBareNode(bench),
      product: () => runFresh(bench),
    });
    const memory = { unit: "MB", usableWhenNoisy: true } as const;
    return {
      pairs,
      errors: [],
      rows: [
        judge(pairs, {
          ...memory,
          what: "RSS of the app, idle",
          figure: "rss",
          ratio: { most: 1.6 },
          absolute: { most: 120 },
        }),
        judge(pairs, {
          ...memory,
          what: "PSS of the app with its database, idle",
          figure: "pssAll",
          absolute: { most: 300 },
        }),
        judge(pairs, {
          what: "start to first answer on a database that exists",
          unit: "ms",
          figure: "startMs",
          ratio: { most: 3 },
          usableWhenNoisy: false,
        }),
        judge(pairs, {
          what: "empty folder to usable page, database made",
          unit: "ms",
          figure: "emptyMs",
          absolute: { most: 3000 },
          usableWhenNoisy: false,
        }),
        judge(pairs, { what: "CPU while idle", unit: "% of a core", figure: "idleCpu", usableWhenNoisy: true }),
      ],
    };
  },
};

async function runBareNode(bench: Bench): Promise<Run> {
  const measured = await measure({ app: process.pid, postgres: bench.cluster.pid }, async () => {
    const start = performance.now();
    return await withFloor(bench.cluster, "h0", async (floor) => {
      const startMs = performance.now() - start;
      await wait(SETTLE_MS);
      return { startMs, rss: rssMb(floor.pid), pssAll: pssKbOf(floor.pid) / 1024 };
    });
  });
  return { figures: measured.value, noise: measured.noise, errors: [] };
}

/** An empty folder: the embedded database is made, the page is fetched; then again on the folder that now exists. */
async function runFresh(bench: Bench): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-bench-"));
  chmodSync(folder, 0o711);
  try {
    const measured = await measure({ app: process.pid, postgres: bench.cluster.pid }, async () => {
      const empty = await startOn(folder);
      await empty.stop();
      const again = await startOn(folder);
      await wait(SETTLE_MS);
      const idle = await measure({ app: again.pid, postgres: again.pid }, () => wait(SETTLE_MS));
      const figures = {
        emptyMs: empty.ms,
        startMs: again.ms,
        rss: rssMb(again.pid),
        pssAll: pssKbOf(again.pid) / 1024,
        idleCpu: (idle.cpu.appMs / idle.ms) * 100,
      };
      await again.stop();
      return figures;
    });
    return { figures: measured.value, noise: measured.noise, errors: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOn(folder: string): Promise<{ ms: number; pid: number; stop(): Promise<void> }> {
  const start = performance.now();
  const child = await startScript("server/src/main.ts", /^Guichet is at (http:\/\/[^\s]+)/, {
    flags: PRODUCT_FLAGS,
    env: { DATA_DIR: folder, DATABASE_URL: "", PORT: "0", NODE_ENV: "production", LOG_LEVEL: "error" },
  });
  await createCaller(child.said[1] ?? "").time("/");
  return { ms: performance.now() - start, pid: child.pid, stop: () => child.kill("SIGTERM") };
}

function rssMb(pid: number): number {
  return (readProcesses().get(pid)?.rssKb ?? 0) / 1024;
}
