import { floorPost, withFloor } from "../floor/floors.ts";
import { withStage } from "../product/stage.ts";
import { createContacts } from "../product/webhook.ts";
import { runClosedLoop } from "../protocol/closed-loop.ts";
import { cpuPerItem, measure } from "../protocol/measure.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { connectNumbers, PROVIDER_ENV } from "../whatsapp/numbers.ts";
import { type Outbound, runKills, runQueue, runReplies } from "../whatsapp/outbound.ts";
import { startProvider } from "../whatsapp/provider.ts";
import { seedMessages } from "../whatsapp/seed-messages.ts";
import type { Bench, Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

/** At 80 messages a second each they take 1,280. */
const NUMBERS = 16;
/** A second, by the agents' door. */
const REPLIES = 300;
const ROUNDS = 2;

/** What agents write on its way to a provider that is slow, fails and limits: how soon, how much, in order, once. */
export const outbound: Benchmark = {
  name: "B6",
  title: "outbound",
  async run(bench) {
    const { plan } = bench.options;
    const few = { ...plan, pairs: Math.min(2, plan.pairs), mostVoid: bench.options.quick ? 1 : 4 };
    const pairs = await runPairs(few, () => [bench.cluster.pid], {
      floor: () => runFloor(bench),
      product: () => runOutbound(bench),
    });
    const noisy = { usableWhenNoisy: true } as const;
    const quiet = { usableWhenNoisy: false } as const;
    return {
      pairs,
      errors: pairs.flatMap((pair) => pair.product.errors),
      rows: [
        judge(pairs, { ...noisy, what: "queue CPU a send vs N1", unit: "µs CPU", figure: "cpu", ratio: { most: 1.5 } }),
        judge(pairs, { ...noisy, what: "of it PostgreSQL", unit: "µs CPU", figure: "cpuPostgres" }),
        judge(pairs, { ...quiet, what: "capacity", unit: "sends/s", figure: "sends", absolute: { least: 1000 } }),
        judge(pairs, {
          ...quiet,
          ...{
            what: `enqueued to provider call, p99 at ${REPLIES}/s`,
            unit: "ms",
            figure: "p99",
            absolute: { most: 100 },
          },
        }),
        judge(pairs, { ...quiet, what: "the same, p50", unit: "ms", figure: "p50" }),
        judge(pairs, { ...noisy, what: "CPU a reply, door and send", unit: "µs CPU", figure: "replyCpu" }),
        judge(pairs, {
          ...noisy,
          ...{
            what: "accepted twice, never, or out of order",
            unit: "messages",
            figure: "wrong",
            absolute: { most: 0 },
          },
        }),
        judge(pairs, { ...noisy, what: "kill -9 meanwhile", unit: "kills", figure: "kills" }),
        judge(pairs, { ...noisy, what: "of them a person had to try again", unit: "messages", figure: "byHand" }),
      ],
    };
  },
};

async function runOutbound(bench: Bench): Promise<Run> {
  const world = await bench.world(bench.options.sizes[0] ?? "D0");
  const { quick } = bench.options;
  const seconds = quick ? 4 : 60;
  const people = REPLIES * (seconds + 1);
  const killed = quick ? 600 : 8000;
  const provider = await startProvider();
  try {
    return await withStage(
      bench.cluster,
      world,
      async (stage) => {
        const numbers = await connectNumbers(stage, provider, NUMBERS);
        const seeded = { people, messages: people * ROUNDS + killed, state: "queued" } as const;
        await stage.withClient((client) => seedMessages(client, world.organizationId, numbers, seeded));
        const out: Outbound = { bench, stage, provider, people };
        const queue = await runQueue(out, { from: 0, to: people * ROUNDS });
        const replies = await runReplies(out, { perSecond: REPLIES, seconds });
        const kills = await runKills(out, { from: people * ROUNDS, to: seeded.messages }, quick ? 2 : 10);
        const wrong = [...queue.errors, ...replies.errors, ...kills.errors];
        return {
          noise: replies.noise.foreign > queue.noise.foreign ? replies.noise : queue.noise,
          errors: wrong,
          figures: { ...queue.figures, ...replies.figures, ...kills.figures, wrong: wrong.length },
        };
      },
      undefined,
      PROVIDER_ENV,
    );
  } finally {
    await provider.stop();
  }
}

/** N1: one statement a message, with what HTTP costs. */
async function runFloor(bench: Bench): Promise<Run> {
  return await withFloor(bench.cluster, "n1", async (floor) => {
    const who = createContacts(200_000);
    const text = "Thank you for your patience: your order has left our house and will be with you tomorrow.";
    const make = (run: string) => (n: number) => floorPost(`${run}-${n}`, n, `contact-${who()}`, text);
    const load = { port: floor.port, lines: 32 };
    await runClosedLoop({ ...load, seconds: 2, make: make("warm") });
    const measured = await measure({ app: floor.pid, postgres: bench.cluster.pid }, () =>
      runClosedLoop({ ...load, seconds: bench.options.quick ? 5 : 20, make: make("run") }),
    );
    const cpu = cpuPerItem(measured.cpu, measured.value.accepted.length);
    return { noise: measured.noise, errors: [], figures: { cpu: cpu.all, cpuPostgres: cpu.postgres } };
  });
}
