import { checkStored, waitUntilSettled } from "../product/check.ts";
import type { Stage } from "../product/stage.ts";
import type { World } from "../product/world.ts";
import { measure } from "../protocol/measure.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { withChromium } from "../screen/chromium.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { type Goal, judge } from "./judge.ts";
import { type QueueSite, withFloorQueue, withQueue } from "./queue-world.ts";
import { measureLoads } from "./screen-loads.ts";
import { checkTop, type Shift, workAShift } from "./screen-shift.ts";

/** The agents' app in Chromium with ten thousand in the queue, while twenty live updates a second come in. */
export const agentUi: Benchmark = {
  name: "B18",
  title: "agent UI in Chromium",
  async run(bench) {
    const world = await bench.world("Q");
    const plan = { ...bench.options.plan, mostVoid: bench.options.quick ? 1 : 10 };
    const pairs = await runPairs(plan, () => [bench.cluster.pid], {
      floor: () => runFloor(bench),
      product: () => runProduct(bench, world),
    });
    const errors = pairs.flatMap((pair) => [...pair.floor.errors, ...pair.product.errors]);
    return { pairs, errors, rows: GOALS.map((goal) => judge(pairs, goal)) };
  },
};

const wall = { unit: "ms", usableWhenNoisy: false } as const;
const cpu = { unit: "ms CPU", usableWhenNoisy: true } as const;

const GOALS: readonly Goal[] = [
  { ...wall, what: "LCP cold (vs U1)", figure: "lcpCold", ratio: { most: 2.5 }, absolute: { most: 380 } },
  { ...wall, what: "LCP cold vs U0", figure: "lcpCold", floorFigure: "lcpBlank" },
  { ...wall, what: "LCP warm", figure: "lcpWarm", absolute: { most: 250 } },
  { ...wall, what: "INP (p98)", figure: "inp", ratio: { most: 2 }, absolute: { most: 64 } },
  { ...wall, what: "another conversation, cached, p95", figure: "cached", absolute: { most: 50 } },
  { ...wall, what: "another conversation, not cached, p95", figure: "fresh", absolute: { most: 100 } },
  { ...wall, what: "longest task", figure: "longest", absolute: { most: 50 } },
  { ...cpu, what: "longest task by CPU", figure: "longestCpu", absolute: { most: 50 } },
  { ...cpu, what: "CPU of the page, cold load", figure: "coldCpu" },
  { ...cpu, what: "CPU of the page, warm load", figure: "warmCpu" },
  { ...cpu, what: "CPU of the page, a live update", figure: "updateCpu" },
  { ...cpu, what: "CPU of the page, another conversation", figure: "clickCpu" },
  { ...cpu, what: "CPU of the page, a keystroke", figure: "keyCpu" },
  { ...cpu, what: "CPU of the page, 100 rows scrolled", figure: "scrollCpu" },
  { what: "heap after a shift", unit: "MB", figure: "heap", absolute: { most: 60 }, usableWhenNoisy: true },
  { what: "heap a conversation opened", unit: "kB", figure: "heapEach", usableWhenNoisy: true },
  {
    what: "DOM nodes after the shift / at its middle",
    unit: "×",
    figure: "nodes",
    absolute: { most: 1.2 },
    usableWhenNoisy: true,
  },
  // Nothing an eye could see; three pixels of a ticking clock are 0.000002.
  { what: "layout shift (CLS), × 10⁴", unit: "", figure: "shifts", absolute: { most: 0 }, usableWhenNoisy: true },
];

async function runProduct(bench: Bench, world: World): Promise<Run> {
  const run = `b18x${Date.now()}`;
  return await withQueue(bench, world, run, async (site, stage) => {
    return await useScreen(bench, site, (shift) => checkAgainstServer(stage, run, shift));
  });
}

async function runFloor(bench: Bench): Promise<Run> {
  return await withFloorQueue(bench, `f${Date.now()}`, (site) => useScreen(bench, site, async () => []));
}

async function useScreen(bench: Bench, site: QueueSite, check: (shift: Shift) => Promise<string[]>): Promise<Run> {
  const measured = await measure(site.roots, () =>
    withChromium(async (browser) => {
      const loads = await measureLoads(browser, site, bench.options.quick ? 3 : 7);
      const shift = await workAShift(browser, site, bench.options.quick);
      const errors = [...shift.errors, ...(await check(shift))];
      await shift.close();
      return { figures: { ...loads, ...shift.figures }, errors };
    }),
  );
  return { noise: measured.noise, ...measured.value };
}

/** Accepted = stored; and what the screen shows after all of it is what a fresh answer of the server says. */
async function checkAgainstServer(stage: Stage, run: string, shift: Shift): Promise<string[]> {
  await waitUntilSettled(stage);
  const stored = await checkStored(stage, run, shift.accepted, { ordered: true });
  const page = await stage.admin.call<{ items: { id: string; lastMessage: { text: string } | null }[] }>(
    "GET",
    `/api/v1/conversations?status=new&limit=20&channels=${stage.world.channels.slice(0, 8).map((channel) => channel.id)}`,
  );
  return [...stored, ...(await checkTop(shift.page, page.items))];
}
