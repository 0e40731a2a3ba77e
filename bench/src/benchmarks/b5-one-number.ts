import { cpuUsage } from "node:process";
import { waitUntilSettled } from "../product/check.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { waitForQuiet } from "../protocol/gate.ts";
import { cores } from "../protocol/machine.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type OpenLoopResult, runOpenLoop } from "../protocol/open-loop.ts";
import { summarize } from "../protocol/statistics.ts";
import { checkReceipts } from "../whatsapp/check-receipts.ts";
import { createNoticeSender } from "../whatsapp/notices.ts";
import { connectNumbers, PROVIDER_ENV, type WhatsappNumber } from "../whatsapp/numbers.ts";
import { startProvider } from "../whatsapp/provider.ts";
import { makeReceipts, readNotice } from "../whatsapp/receipts.ts";
import { seedMessages } from "../whatsapp/seed-messages.ts";
import type { Bench, Benchmark, Row } from "./benchmark.ts";
import { judgeAlone, judgeWhenQuiet, tell } from "./judge.ts";

/** Webhooks a second: a number at 1,000 messages a second, each sent, delivered and read, 30 % answered. */
const STATUSES = 3000;
const INBOUND = 300;
/** Microseconds (performance goals, "How to read and use this"). */
const MOST_CPU = 250;
const LINES = 1024;
/** Most that the backlog of a rate which is not carried may take, in milliseconds. */
const PATIENCE_MS = 900_000;

/** One number at full speed: statuses of what was sent, and what people answer, duplicates and wrong order among them. */
export const oneNumber: Benchmark = {
  name: "B5",
  title: "one WhatsApp number at full speed",
  async run(bench) {
    const world = await bench.world(bench.options.sizes[0] ?? "D0");
    const provider = await startProvider();
    try {
      return await withStage(
        bench.cluster,
        world,
        async (stage) => {
          const [number] = await connectNumbers(stage, provider, 1);
          if (number === undefined) throw new Error("There is no number.");
          return await runNumber(bench, stage, number);
        },
        undefined,
        PROVIDER_ENV,
      );
    } finally {
      await provider.stop();
    }
  },
};

type Load = { readonly name: string; readonly perSecond: number; readonly seconds: number; readonly inbound: boolean };
type Stretch = {
  readonly measured: Measured<OpenLoopResult>;
  readonly drainMs: number;
  readonly backlog: number;
  readonly errors: readonly string[];
  /** Of the generator, microseconds a webhook. */
  readonly generator: number;
};

async function runNumber(bench: Bench, stage: Stage, number: WhatsappNumber) {
  const { quick, plan } = bench.options;
  const loads: Load[] = [
    { name: "warm", perSecond: 500, seconds: 3, inbound: true },
    { name: "alone", perSecond: STATUSES, seconds: quick ? 4 : 20, inbound: false },
    { name: "mixed", perSecond: STATUSES + INBOUND, seconds: quick ? 8 : 600, inbound: true },
  ];
  const sizes = loads.map(({ perSecond, seconds }) => Math.ceil((perSecond / 3) * seconds * 1.05));
  const messages = sizes.reduce((sum, size) => sum + size, 0);
  const people = Math.ceil(messages / 2);
  await stage.withClient((client) =>
    seedMessages(client, stage.world.organizationId, [number], { people, messages, state: "sending" }),
  );
  await waitForQuiet([bench.cluster.pid, stage.product.pid], plan.patienceMs);
  const found = new Map<string, Stretch>();
  let first = 0;
  for (const [index, load] of loads.entries()) {
    const place = { first, messages: sizes[index] ?? 0, people };
    found.set(load.name, await runStretch(bench, stage, number, load, place));
    first += place.messages;
  }
  const alone = found.get("alone");
  const mixed = found.get("mixed");
  if (alone === undefined || mixed === undefined) throw new Error("A stretch is missing.");
  return {
    errors: [...found].flatMap(([name, { errors }]) => errors.map((error) => `${name}: ${error}`)),
    rows: toRows(alone, mixed),
    detail: Object.fromEntries([...found].map(([name, stretch]) => [name, toDetail(stretch)])),
  };
}

async function runStretch(
  bench: Bench,
  stage: Stage,
  number: WhatsappNumber,
  { name, perSecond, seconds, inbound }: Load,
  { first, messages, people }: { readonly first: number; readonly messages: number; readonly people: number },
): Promise<Stretch> {
  const run = `b5${name}`;
  const notices = makeReceipts(messages, { inbound });
  const send = createNoticeSender(run, number, people);
  const make = (n: number) => {
    const notice = readNotice(notices, n);
    return send(notice.type === "status" ? { ...notice, message: notice.message + first } : notice);
  };
  let drainMs = 0;
  let backlog = 0;
  const before = cpuUsage();
  let generated = before;
  const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
    const result = await runOpenLoop({ port: stage.product.port, perSecond, seconds, mostLines: LINES, make });
    generated = cpuUsage(before);
    const [left] = await stage.query<{ count: number }>("select count(*)::int from deliveries where state = 'stored'");
    backlog = left?.count ?? 0;
    drainMs = await waitUntilSettled(stage, PATIENCE_MS);
    return result;
  });
  const { accepted, latencies } = measured.value;
  const told = { run, first, messages, notices, accepted };
  return {
    ...{ measured, drainMs, backlog },
    errors: await checkReceipts(stage, number.channelId, told),
    generator: (generated.user + generated.system) / Math.max(1, latencies.length),
  };
}

function toRows(alone: Stretch, mixed: Stretch): Row[] {
  const { noise, value } = mixed.measured;
  const cpu = costOf(mixed);
  const wrong = [...alone.errors, ...mixed.errors].length;
  const whole = cpu.all + mixed.generator;
  const rate = `${STATUSES + INBOUND}/s`;
  const { p50, p99 } = summarize(value.latencies);
  const split = `process ${cpu.app}, PostgreSQL ${cpu.postgres}; the generator's ${mixed.generator.toFixed(0)} beside it`;
  const seen = `${value.accepted.length} acknowledged, ${value.refused} refused`;
  return [
    judgeWhenQuiet(noise, `acknowledged, p50 at ${rate}`, "ms", p50, { most: 250 }),
    judgeWhenQuiet(noise, "p99", "ms", p99, { most: 250 }),
    judgeWhenQuiet(noise, "rate carried to the end", "webhooks/s", carriedRate(mixed), {
      least: (STATUSES + INBOUND) * 0.98,
    }),
    judgeWhenQuiet(
      noise,
      "backlog when the load ended, until it was 0",
      "ms",
      mixed.drainMs,
      { most: 2000 },
      `${mixed.backlog} webhooks`,
    ),
    judgeAlone("lost, doubled or out of order", "kinds", wrong, { most: 0 }, seen),
    judgeAlone(
      "CPU a status webhook",
      "µs CPU",
      costOf(alone).all,
      { most: MOST_CPU },
      `process ${costOf(alone).app}, PostgreSQL ${costOf(alone).postgres}`,
    ),
    tell("CPU a webhook of the mix", "µs CPU", cpu.all, split),
    judgeAlone(
      "rate that the cores carry with the generator, by CPU",
      "webhooks/s",
      (cores * 1_000_000) / whole,
      { least: STATUSES + INBOUND },
      `usable when noisy; ${cores} cores`,
    ),
  ];
}

function costOf({ measured }: Stretch): ReturnType<typeof cpuPerItem> {
  return cpuPerItem(measured.cpu, measured.value.accepted.length);
}

/** Everything acknowledged, over the time until nothing was left to do. */
function carriedRate({ measured }: Stretch): number {
  return measured.value.accepted.length / (measured.ms / 1000);
}

function toDetail(stretch: Stretch): unknown {
  const { measured, backlog, drainMs, generator } = stretch;
  const { accepted, refused, latencies, refusals } = measured.value;
  return {
    ...{ accepted: accepted.length, refused, backlog, drainMs, generator, noise: measured.noise },
    ...{ cpu: costOf(stretch), carried: carriedRate(stretch), latency: summarize(latencies) },
    ...(refusals.length === 0 ? {} : { refusal: summarize(refusals.map(({ ms }) => ms)), status: refusals[0]?.status }),
  };
}
