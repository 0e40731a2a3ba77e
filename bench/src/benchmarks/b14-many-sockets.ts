import { setTimeout as wait } from "node:timers/promises";
import WebSocket from "ws";
import { CHANNELS } from "../data/make-conversations.ts";
import { withFloor } from "../floor/floors.ts";
import { type Agent, addAgents, keepAlive, openFeeds, untilCalm } from "../product/agents.ts";
import { withStage } from "../product/stage.ts";
import { createSender } from "../product/webhook.ts";
import { DESKS, type World } from "../product/world.ts";
import { rssKbOf } from "../protocol/machine.ts";
import { cpuPerItem, measure } from "../protocol/measure.ts";
import { runOpenLoop } from "../protocol/open-loop.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const SOCKETS = 2000;
/** A desk has forty agents: five messages a second to desks are 200 targeted frames; one channel is everybody's. */
const TARGETED = 5;

/** Two thousand agents on one process: memory, what idling costs, what a delivery costs. */
export const manySockets: Benchmark = {
  name: "B14",
  title: "2,000 agents, one process",
  async run(bench) {
    const world = await bench.world(bench.options.sizes[0] ?? "D0");
    const plan = {
      ...bench.options.plan,
      pairs: Math.min(2, bench.options.plan.pairs),
      mostVoid: bench.options.quick ? 1 : 10,
    };
    const pairs = await runPairs(plan, () => [bench.cluster.pid], {
      floor: () => runBare(bench),
      product: () => runAgents(bench, world),
    });
    return {
      pairs,
      errors: pairs.flatMap((pair) => pair.product.errors),
      rows: [
        judge(pairs, {
          what: "RSS with 2,000 sockets",
          unit: "MB",
          figure: "rss",
          ratio: { most: 2 },
          absolute: { most: 150 },
          usableWhenNoisy: true,
        }),
        judge(pairs, {
          what: "CPU idle",
          unit: "% of a core",
          figure: "idle",
          absolute: { most: 1 },
          usableWhenNoisy: true,
        }),
        judge(pairs, {
          what: "CPU of the process a delivery (intake included)",
          unit: "µs CPU",
          figure: "cpu",
          ratio: { most: 1.5 },
          usableWhenNoisy: true,
        }),
      ],
    };
  },
};

async function runAgents(bench: Bench, world: World): Promise<Run> {
  const desks = world.channels.slice(CHANNELS);
  const everybody = world.channels[0];
  if (everybody === undefined) throw new Error("The world has no channels.");
  const agents: Agent[] = [];
  return await withStage(
    bench.cluster,
    world,
    async (stage) => {
      const { position } = await stage.admin.call<{ position: string }>("GET", "/api/v1/bootstrap");
      let frames = 0;
      const sockets = await openFeeds(stage.product.port, agents, position, (text) => {
        if (text.startsWith('{"type":"conversation"')) frames += 1;
      });
      const stopPings = keepAlive(sockets);
      await untilCalm(sockets);
      const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
      const idle = await measure(roots, () => wait(5000));
      const send = createSender(`b14x${Date.now()}`);
      frames = 0;
      const perSecond = TARGETED + 1;
      const busy = await measure(roots, async () => {
        const make = (n: number) =>
          send(n, `visitor-${n % 50}`, n % perSecond === 0 ? everybody : (desks[n % DESKS] ?? everybody));
        const result = await runOpenLoop({ port: stage.product.port, perSecond, seconds: bench.options.seconds, make });
        await wait(1000);
        return result;
      });
      const rss = rssKbOf(stage.product.pid) / 1024;
      stopPings();
      const closed = sockets.filter((socket) => socket.readyState !== WebSocket.OPEN).length;
      for (const socket of sockets) socket.terminate();
      const cpu = cpuPerItem(busy.cpu, frames);
      const wanted = framesOf(busy.value.accepted);
      return {
        noise: busy.noise,
        errors: [
          ...(busy.value.refused === 0 ? [] : [`${busy.value.refused} refused`]),
          ...(closed === 0 ? [] : [`${closed} sockets closed`]),
          ...(frames >= wanted ? [] : [`${frames} frames of ${wanted}`]),
        ],
        figures: { rss, idle: (idle.cpu.appMs / idle.ms) * 100, cpu: cpu.app, frames },
      };
    },
    async (client) => {
      const channelsOf = (n: number) => [everybody.id, desks[n % DESKS]?.id ?? ""];
      agents.push(...(await addAgents(client, world, SOCKETS, channelsOf, { atWork: true })));
    },
  );
}

/** One frame for each socket that may see the message's channel; a new conversation's first message is one frame too. */
function framesOf(accepted: readonly number[]): number {
  return accepted.reduce((sum, n) => sum + (n % (TARGETED + 1) === 0 ? SOCKETS : SOCKETS / DESKS), 0);
}

async function runBare(bench: Bench): Promise<Run> {
  return await withFloor(bench.cluster, "ws", async (floor) => {
    let frames = 0;
    const sockets: WebSocket[] = [];
    for (let n = 0; n < SOCKETS; n += 1) {
      const socket = new WebSocket(`ws://127.0.0.1:${floor.port}/`, { perMessageDeflate: false });
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      socket.on("message", () => {
        frames += 1;
      });
      sockets.push(socket);
    }
    frames = 0;
    const busy = await measure({ app: floor.pid, postgres: bench.cluster.pid }, () =>
      wait(bench.options.seconds * 1000),
    );
    const rss = rssKbOf(floor.pid) / 1024;
    for (const socket of sockets) socket.terminate();
    return { noise: busy.noise, errors: [], figures: { rss, cpu: cpuPerItem(busy.cpu, frames).app, frames } };
  });
}
