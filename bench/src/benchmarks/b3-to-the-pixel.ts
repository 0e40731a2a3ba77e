import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import WebSocket from "ws";
import { openFeeds } from "../product/agents.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import type { World } from "../product/world.ts";
import { measure } from "../protocol/measure.ts";
import { runOpenLoop } from "../protocol/open-loop.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { percentile, summarize } from "../protocol/statistics.ts";
import { withChromium } from "../screen/chromium.ts";
import { clockOffset } from "../screen/page-clock.ts";
import { paintedDelays, type Sent } from "../screen/painted-delays.ts";
import { load, openContext, readRows, scrollToEnd, scrollToTop } from "../screen/screen.ts";
import { traceTasks } from "../screen/trace-tasks.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";
import { contactOf, type QueueSite, withFloorQueue, withQueue } from "./queue-world.ts";
import { Sightings } from "./sightings.ts";

const PER_SECOND = 50;
/** One message in five is of a contact whose row is in view: that is what can be painted. */
const IN_VIEW = 5;
const ROWS = 8;
/** Sockets that the floor tells of each message; the page is one. */
const OTHERS = 9;

/** From the intended POST until the row's text is on the screen of an agent who has all ten thousand loaded. */
export const toThePixel: Benchmark = {
  name: "B3",
  title: "to the painted pixel",
  async run(bench) {
    const world = await bench.world("Q");
    const pairs = await runPairs(bench.options.plan, () => [bench.cluster.pid], {
      floor: () => runFloor(bench),
      product: () => runScreen(bench, world),
    });
    const ms = { unit: "ms", usableWhenNoisy: false } as const;
    return {
      pairs,
      errors: pairs.flatMap((pair) => [...pair.floor.errors, ...pair.product.errors]),
      rows: [
        judge(pairs, { ...ms, what: `p50 at ${PER_SECOND}/s, 10,000 rows`, figure: "p50", absolute: { most: 45 } }),
        judge(pairs, { ...ms, what: "p99", figure: "p99", absolute: { most: 100 } }),
        judge(pairs, { ...ms, what: "p99 beyond a bare socket's p99", figure: "beyond", absolute: { most: 50 } }),
        judge(pairs, {
          what: "CPU of the page a message",
          unit: "ms CPU",
          figure: "pageCpu",
          usableWhenNoisy: true,
        }),
        judge(pairs, {
          what: "longest task by CPU",
          unit: "ms CPU",
          figure: "longestCpu",
          absolute: { most: 50 },
          usableWhenNoisy: true,
        }),
      ],
    };
  },
};

async function runScreen(bench: Bench, world: World): Promise<Run> {
  const run = `b3x${Date.now()}`;
  return await withQueue(bench, world, run, async (site, stage, agent) => {
    const { position } = await stage.admin.call<{ position: string }>("GET", "/api/v1/bootstrap");
    const seen = new Sightings(1);
    const sockets = await openFeeds(site.port, [agent], position, (text) => seen.hear(text));
    const found = await watchPixels(bench, site, seen, async () => void (await waitUntilSettled(stage)));
    for (const socket of sockets) socket.terminate();
    return {
      ...found,
      errors: [...found.errors, ...(await checkStored(stage, run, found.accepted, { ordered: true }))],
    };
  });
}

async function runFloor(bench: Bench): Promise<Run> {
  return await withFloorQueue(bench, `f${Date.now()}`, async (site) => {
    const seen = new Sightings(OTHERS);
    const sockets: WebSocket[] = [];
    for (let n = 0; n < OTHERS; n += 1) {
      const socket = new WebSocket(`ws://127.0.0.1:${site.port}/`, { perMessageDeflate: false });
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      socket.on("message", (data) => seen.hear(String(data)));
      sockets.push(socket);
    }
    const found = await watchPixels(bench, site, seen, async () => undefined);
    for (const socket of sockets) socket.terminate();
    return found;
  });
}

async function watchPixels(
  bench: Bench,
  site: QueueSite,
  seen: Sightings,
  settle: () => Promise<void>,
): Promise<Run & { accepted: number[] }> {
  return await withChromium(async (browser) => {
    const context = await openContext(browser, site.place);
    const page = await context.newPage();
    await load(page, site.place);
    await scrollToEnd(page);
    await scrollToTop(page);
    const inView = (await readRows(page)).slice(0, ROWS).map((row) => contactOf(row.name));
    if (inView.length < ROWS) throw new Error(`Only ${inView.length} rows are in view.`);
    const contactAt = (n: number) =>
      n % IN_VIEW === 0 ? inView[(n / IN_VIEW) % ROWS] : ROWS + (n % (site.contacts - ROWS));
    const offset = await clockOffset(page);
    const sent: Sent[] = [];
    const measured = await measure(site.roots, () =>
      traceTasks(browser, async () => {
        const result = await runOpenLoop({
          port: site.port,
          perSecond: PER_SECOND,
          seconds: bench.options.seconds,
          make: (n) => site.post(n, contactAt(n) ?? 0),
          onDue(n, due) {
            seen.expect(n, due);
            if (n % IN_VIEW === 0) sent.push({ n, due, row: String(contactAt(n)) });
          },
        });
        await settle();
        await seen.settle();
        await wait(300);
        return result;
      }),
    );
    const { accepted, refused } = measured.value.value;
    const { delays, missing } = paintedDelays(sent, await readPainted(page, offset));
    const unpushed = seen.missing(accepted);
    const figures = summarize(delays);
    return {
      accepted,
      noise: measured.noise,
      errors: [
        ...(refused === 0 ? [] : [`${refused} refused`]),
        ...(missing === 0 ? [] : [`${missing} of ${sent.length} never painted`]),
        ...(unpushed === 0 ? [] : [`${unpushed} not pushed`]),
      ],
      figures: {
        ...figures,
        beyond: figures.p99 - percentile(seen.delays(), 0.99),
        pageCpu: measured.value.tasks.cpuMs / Math.max(1, accepted.length),
        longestCpu: measured.value.tasks.longestCpuMs,
        items: accepted.length,
      },
    };
  });
}

async function readPainted(page: Page, offset: number): Promise<{ n: number; at: number }[]> {
  const found = await page.evaluate(() => window.guichetWatch.painted);
  return found.map(({ n, at }) => ({ n, at: at + offset }));
}
