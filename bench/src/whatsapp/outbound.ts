import { setTimeout as wait } from "node:timers/promises";
import type { Bench } from "../benchmarks/benchmark.ts";
import { createRandom, SEEDS, seededUuid } from "../data/random.ts";
import type { Stage } from "../product/stage.ts";
import type { Noise } from "../protocol/gate.ts";
import { cpuPerItem, measure } from "../protocol/measure.ts";
import { runOpenLoop } from "../protocol/open-loop.ts";
import { summarize } from "../protocol/statistics.ts";
import { checkAcceptances } from "./check-acceptances.ts";
import type { Provider } from "./provider.ts";
import { conversationIdOf, messageIdOf, queueSeeded } from "./seed-messages.ts";
import type { Temper } from "./temper.ts";

export type Outbound = {
  readonly bench: Bench;
  readonly stage: Stage;
  readonly provider: Provider;
  readonly people: number;
};
/** Of the seeded messages, `to` not among them. */
export type Range = { readonly from: number; readonly to: number };
type Found = {
  readonly noise: Noise;
  readonly errors: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
};

/** 20 to 200 ms, 2 % server errors (some after the message was taken), 1 % never answered, 80 a second for a number. */
const TEMPER: Temper = {
  ...{ fastest: 20, slowest: 200, refused: 0.015, garbled: 0.005, silent: 0.01 },
  ...{ perSecond: 80, tells: "unanswered" },
};
const PATIENCE_MS = 300_000;

/** A full outbox: what a send costs, and how many leave in a second. Its slowest tenth, which waits for retries, is left out of that. */
export async function runQueue({ bench, stage, provider, people }: Outbound, range: Range): Promise<Found> {
  await provider.behave(TEMPER);
  const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
    await stage.withClient((client) => queueSeeded(client, stage.world.organizationId, people, range));
    await untilSent(stage);
  });
  const record = await provider.record();
  const times = record.accepted.map(({ at }) => at).toSorted((a, b) => a - b);
  const most = Math.floor(times.length * 0.9);
  const took = (times[most] ?? 0) - (times[0] ?? 0);
  const cpu = cpuPerItem(measured.cpu, range.to - range.from);
  return {
    noise: measured.noise,
    errors: checkAcceptances(record.accepted, idsOf(range)).map((error) => `queue: ${error}`),
    figures: {
      cpu: cpu.all,
      cpuApp: cpu.app,
      cpuPostgres: cpu.postgres,
      sends: most / (took / 1000),
      ...record.counts,
    },
  };
}

/** Agents answer, each another conversation, at a steady rate: how soon the provider is asked. */
export async function runReplies(
  { bench, stage, provider }: Outbound,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Found> {
  await provider.behave(TEMPER);
  const random = createRandom(SEEDS.intake);
  const ids: string[] = [];
  const headers = { cookie: stage.admin.cookie(), origin: stage.product.base };
  const make = (n: number) => {
    const id = seededUuid(random, Date.now());
    ids[n] = id;
    const body = JSON.stringify({ id, kind: "reply", text: `#${n}# You are welcome.`, afterwards: "stay" });
    return { path: `/api/v1/conversations/${conversationIdOf(n)}/messages`, headers, body };
  };
  const measured = await measure({ app: stage.product.pid, postgres: bench.cluster.pid }, async () => {
    const result = await runOpenLoop({ port: stage.product.port, perSecond, seconds, make });
    await untilSent(stage);
    return result;
  });
  const { accepted, refused } = measured.value;
  const record = await provider.record();
  const delays = await readDelays(stage, record.firstAsked);
  const { p50, p99 } = delays.length === 0 ? { p50: 0, p99: 0 } : summarize(delays);
  const errors = checkAcceptances(
    record.accepted,
    accepted.map((n) => ids[n] ?? ""),
  );
  return {
    noise: measured.noise,
    errors: [...errors, ...(refused === 0 ? [] : [`${refused} refused`])].map((error) => `replies: ${error}`),
    figures: { p50, p99, replyCpu: cpuPerItem(measured.cpu, accepted.length).all },
  };
}

/** From the message's transaction to the first call at the provider, in milliseconds: both clocks are this machine's. */
async function readDelays(stage: Stage, firstAsked: Readonly<Record<string, number>>): Promise<number[]> {
  const rows = await stage.query<{ id: string; at: number }>(
    `select id, extract(epoch from created_at)::float8 * 1000 as at from messages where organization_id = $1 and id = any($2::uuid[])`,
    [stage.world.organizationId, Object.keys(firstAsked)],
  );
  return rows.map(({ id, at }) => (firstAsked[id] ?? at) - at);
}

/** kill -9 while messages leave. What nobody can tell waits for a person, who tries it again once the provider says that it has it not. */
export async function runKills(out: Outbound, range: Range, kills: number): Promise<Found> {
  const { provider, people } = out;
  await provider.behave({ ...TEMPER, tells: "all" });
  const random = createRandom(SEEDS.arrivals);
  let { stage } = out;
  const share = Math.ceil((range.to - range.from) / kills);
  const measured = await measure({ app: out.stage.product.pid, postgres: out.bench.cluster.pid }, async () => {
    for (let n = 0; n < kills; n += 1) {
      const part = { from: range.from + n * share, to: Math.min(range.to, range.from + (n + 1) * share) };
      await stage.withClient((client) => queueSeeded(client, stage.world.organizationId, people, part));
      await wait(300 + random() * 1500);
      await stage.product.kill();
      await forgetLeases(stage);
      stage = await stage.restart();
    }
  });
  const { world } = stage;
  await stage.admin.call("POST", "/api/v1/session", { email: world.email, password: world.password });
  const byHand = await tryAgainByHand(stage, provider);
  const { accepted } = await provider.record();
  return {
    noise: measured.noise,
    errors: checkAcceptances(accepted, idsOf(range)).map((error) => `kills: ${error}`),
    figures: { kills, byHand },
  };
}

/** A lease lasts 90 seconds: nobody waits that long here for those whose process is gone. */
async function forgetLeases(stage: Stage): Promise<void> {
  await stage.query("update outbox set lease_until = clock_timestamp() where state = 'sending'");
}

/** A person looks at the provider and tries again what it has not. Answers how many that were. */
async function tryAgainByHand(stage: Stage, provider: Provider): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  const tried = new Set<string>();
  for (;;) {
    const left = await stage.query<{ id: string; state: string; old: boolean }>(
      "select message_id as id, state, uncertain_since < clock_timestamp() - interval '5 seconds' as old from outbox where organization_id = $1",
      [stage.world.organizationId],
    );
    if (left.length === 0) return tried.size;
    if (performance.now() > until) throw new Error(`${left.length} messages did not leave.`);
    const known = new Set((await provider.record()).accepted.map(({ ref }) => ref));
    for (const { id, state, old } of left) {
      if (state === "ready" || state === "sending" || !old || known.has(id)) continue;
      await stage.admin.call("POST", `/api/v1/messages/${id}/retry`, {});
      tried.add(id);
    }
    await wait(1000);
  }
}

async function untilSent(stage: Stage): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  await stage.withClient(async (client) => {
    while ((await client.query("select 1 from outbox limit 1")).rowCount === 1) {
      if (performance.now() > until) throw new Error("The outbox did not become empty.");
      await wait(100);
    }
  });
}

function idsOf({ from, to }: Range): string[] {
  return Array.from({ length: to - from }, (_, n) => messageIdOf(from + n));
}
