import WebSocket from "ws";
import { CHANNELS } from "../data/make-conversations.ts";
import { floorPost, withFloor } from "../floor/floors.ts";
import { type Agent, addAgents, keepAlive, openFeeds, untilCalm } from "../product/agents.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { withStage } from "../product/stage.ts";
import { createSender, markOf, type Sender } from "../product/webhook.ts";
import { DESKS, type World } from "../product/world.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type OpenLoopResult, runOpenLoop } from "../protocol/open-loop.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Bench, Benchmark, Row } from "./benchmark.ts";
import { judge } from "./judge.ts";
import { Sightings } from "./sightings.ts";

const AGENTS = 500;
const CONCERNED = 10;

/** From the intended POST to the tenth of the agents concerned, 500 of them connected. */
export const toTheSocket: Benchmark = {
  name: "B2",
  title: "to the agent's socket",
  async run(bench) {
    const size = bench.options.sizes.at(-1) ?? "D1";
    const world = await bench.world(size);
    const rows: Row[] = [];
    const errors: string[] = [];
    const all = [];
    for (const [perSecond, most] of [
      [500, 25],
      [1000, 60],
    ] as const) {
      const pairs = await runPairs(bench.options.plan, () => [bench.cluster.pid], {
        floor: () => runFloor(bench, perSecond),
        product: () => runPush(bench, world, perSecond),
      });
      all.push(...pairs);
      errors.push(...pairs.flatMap((pair) => [...pair.floor.errors, ...pair.product.errors]));
      const ms = { unit: "ms", usableWhenNoisy: false } as const;
      rows.push(
        judge(pairs, {
          ...ms,
          what: `p99 at ${perSecond}/s, ${size}`,
          figure: "p99",
          ratio: { most: 2 },
          absolute: { most },
        }),
        judge(pairs, { what: `CPU per message, ${perSecond}/s`, unit: "µs CPU", figure: "cpu", usableWhenNoisy: true }),
      );
    }
    return { pairs: all, errors, rows };
  },
};

async function runPush(bench: Bench, world: World, perSecond: number): Promise<Run> {
  const desks = world.channels.slice(CHANNELS);
  const agents: Agent[] = [];
  return await withStage(
    bench.cluster,
    world,
    async (stage) => {
      const run = `b2x${Date.now()}`;
      const send = createSender(run);
      const seen = new Sightings(CONCERNED);
      const { position } = await stage.admin.call<{ position: string }>("GET", "/api/v1/bootstrap");
      const sockets = await openFeeds(stage.product.port, agents, position, (text) => seen.hear(text));
      const stopPings = keepAlive(sockets);
      await untilCalm(sockets);
      const makeWith = (sender: Sender) => (n: number) => {
        const desk = n % DESKS;
        const channel = desks[desk];
        if (channel === undefined) throw new Error("The world has no desks.");
        return sender(n, `visitor-${desk}-${Math.floor(n / DESKS) % 200}`, channel);
      };
      const make = makeWith(send);
      const warm = makeWith(createSender(`w${run}`));
      await runOpenLoop({ port: stage.product.port, perSecond, seconds: 2, make: warm });
      await waitUntilSettled(stage);
      await untilCalm(sockets);
      const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
        const load = { port: stage.product.port, perSecond, seconds: bench.options.seconds };
        const result = await runOpenLoop({ ...load, make, onDue: (n, at) => seen.expect(n, at) });
        await waitUntilSettled(stage);
        await seen.settle();
        return result;
      });
      stopPings();
      for (const socket of sockets) socket.terminate();
      const errors = await checkStored(stage, run, measured.value.accepted, { ordered: false });
      return toRun(measured, seen, errors);
    },
    async (client) => {
      const made = await addAgents(client, world, AGENTS, (n) => [desks[n % DESKS]?.id ?? ""], { atWork: true });
      agents.push(...made);
    },
  );
}

async function runFloor(bench: Bench, perSecond: number): Promise<Run> {
  return await withFloor(bench.cluster, "nb", async (floor) => {
    const seen = new Sightings(CONCERNED);
    const sockets: WebSocket[] = [];
    for (let n = 0; n < AGENTS; n += 1) {
      const socket = new WebSocket(`ws://127.0.0.1:${floor.port}/`, { perMessageDeflate: false });
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      socket.on("message", (data) => seen.hear(String(data)));
      sockets.push(socket);
    }
    const text = "Hello, where is my order? I have been waiting for a week now and nobody answers. Thank you.";
    const makeFor = (run: string) => (n: number) => floorPost(markOf(run, n), n, `contact-${n % 10_000}`, text);
    const make = makeFor("f");
    await runOpenLoop({ port: floor.port, perSecond, seconds: 2, make: makeFor("w") });
    const measured = await measure({ app: floor.pid, postgres: bench.cluster.pid }, async () => {
      const load = { port: floor.port, perSecond, seconds: bench.options.seconds };
      const result = await runOpenLoop({ ...load, make, onDue: (n, at) => seen.expect(n, at) });
      await seen.settle();
      return result;
    });
    for (const socket of sockets) socket.terminate();
    return toRun(measured, seen, []);
  });
}

function toRun(measured: Measured<OpenLoopResult>, seen: Sightings, errors: readonly string[]): Run {
  const { accepted, refused } = measured.value;
  const cpu = cpuPerItem(measured.cpu, accepted.length);
  const missing = seen.missing(accepted);
  return {
    noise: measured.noise,
    errors: [
      ...errors,
      ...(refused === 0 ? [] : [`${refused} refused`]),
      ...(missing === 0 ? [] : [`${missing} not pushed to ${CONCERNED} sockets`]),
      ...(seen.extra === 0 ? [] : [`${seen.extra} pushed more often than there are sockets`]),
    ],
    figures: {
      ...summarize(seen.delays()),
      items: accepted.length,
      cpu: cpu.all,
      cpuApp: cpu.app,
      cpuPostgres: cpu.postgres,
    },
  };
}
