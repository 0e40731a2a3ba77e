import { setTimeout as wait } from "node:timers/promises";
import { createRandom, SEEDS } from "../data/random.ts";
import { createCaller } from "../product/call.ts";
import { checkStored, waitUntilSettled } from "../product/check.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { createSender } from "../product/webhook.ts";
import { runClosedLoop } from "../protocol/closed-loop.ts";
import { judgeNoise, type Noise, watchNoise } from "../protocol/gate.ts";
import { percentile } from "../protocol/statistics.ts";
import type { Benchmark, Row } from "./benchmark.ts";
import { judgeAlone, notMeasured } from "./judge.ts";

const LINES = 64;
const SECONDS = 3;
type Back = { readonly ms: number; readonly noise: Noise };

/** kill -9 at random moments of the intake, again and again: nothing acknowledged may be lost or doubled. */
export const crash: Benchmark = {
  name: "B21",
  title: "kill -9 during intake",
  async run(bench) {
    const world = await bench.world(bench.options.sizes[0] ?? "D0");
    const kills = bench.options.quick ? 5 : 50;
    return await withStage(bench.cluster, world, async (first) => {
      const random = createRandom(SEEDS.arrivals);
      const back: Back[] = [];
      const errors: string[] = [];
      let acknowledged = 0;
      let stage = first;
      for (let n = 0; n < kills; n += 1) {
        const round = await killOnce(stage, bench.cluster.pid, `b21x${Date.now()}`, random());
        stage = round.stage;
        back.push(round.back);
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
          toRow(back),
        ],
      };
    });
  },
};

/** Only starts that nobody disturbed tell how long one takes. */
function toRow(back: readonly Back[]): Row {
  const what = "back after the process was killed, slowest";
  const quiet = back.filter(({ noise }) => judgeNoise(noise).quiet);
  if (quiet.length > 0) {
    const slowest = percentile(
      quiet.map(({ ms }) => ms),
      1,
    );
    return judgeAlone(what, "ms", slowest, { most: 2000 }, `${quiet.length} of ${back.length} starts undisturbed`);
  }
  const foreign = back.map(({ noise }) => `${(noise.foreign * 100).toFixed(1)} %`).join(", ");
  return notMeasured(what, "≤ 2000 ms", `every start disturbed: foreign CPU ${foreign}`);
}

async function killOnce(
  stage: Stage,
  postgres: number,
  run: string,
  share: number,
): Promise<{ stage: Stage; back: Back; errors: string[]; acknowledged: number }> {
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
  const noise = watchNoise([postgres]);
  const start = performance.now();
  const next = await stage.restart();
  await createCaller(next.product.base).time("/healthz");
  const back = { ms: performance.now() - start, noise: noise() };
  await waitUntilSettled(next);
  return {
    stage: next,
    back,
    errors: await checkStored(next, run, accepted, { ordered: true }),
    acknowledged: accepted.length,
  };
}
