import { setTimeout as wait } from "node:timers/promises";
import { createRandom, SEEDS } from "../data/random.ts";
import { createCaller } from "../product/call.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { createSender } from "../product/webhook.ts";
import { runClosedLoop } from "../protocol/closed-loop.ts";
import { percentile } from "../protocol/statistics.ts";
import type { Benchmark } from "./benchmark.ts";
import { judgeAlone } from "./judge.ts";

const LINES = 64;
const SECONDS = 3;

/** kill -9 at random moments of the intake, again and again: nothing acknowledged may be lost or doubled. */
export const crash: Benchmark = {
  name: "B21",
  title: "kill -9 during intake",
  async run(bench) {
    const world = await bench.world(bench.options.sizes[0] ?? "D0");
    const kills = bench.options.quick ? 5 : 50;
    return await withStage(bench.cluster, world, async (first) => {
      const random = createRandom(SEEDS.arrivals);
      const back: number[] = [];
      const errors: string[] = [];
      let acknowledged = 0;
      let stage = first;
      for (let n = 0; n < kills; n += 1) {
        const round = await killOnce(stage, `b21x${Date.now()}`, random());
        stage = round.stage;
        back.push(round.backMs);
        errors.push(...round.errors);
        acknowledged += round.acknowledged;
      }
      return {
        errors,
        detail: { kills, acknowledged, back },
        rows: [
          judgeAlone(
            `lost, doubled or out of order in ${kills} kills`,
            "",
            errors.length,
            { most: 0 },
            `${acknowledged} acknowledged`,
          ),
          judgeAlone(
            "back after the process was killed, slowest",
            "ms",
            percentile(back, 1),
            { most: 2000 },
            "shared machine",
          ),
        ],
      };
    });
  },
};

async function killOnce(
  stage: Stage,
  run: string,
  share: number,
): Promise<{ stage: Stage; backMs: number; errors: string[]; acknowledged: number }> {
  const send = createSender(run);
  const channels = stage.world.channels.slice(0, 8);
  const make = (n: number, line: number) => {
    const channel = channels[line % 8];
    if (channel === undefined) throw new Error("The world has no channels.");
    return send(n, `crash-${line}`, channel);
  };
  const load = runClosedLoop({ port: stage.product.port, lines: LINES, seconds: SECONDS, make });
  await wait(300 + share * (SECONDS * 1000 - 600));
  await stage.product.kill();
  const { accepted } = await load;
  const start = performance.now();
  const next = await stage.restart();
  await createCaller(next.product.base).time("/healthz");
  const backMs = performance.now() - start;
  await waitUntilSettled(next);
  return {
    stage: next,
    backMs,
    errors: await checkStored(next, run, accepted, { ordered: true }),
    acknowledged: accepted.length,
  };
}
