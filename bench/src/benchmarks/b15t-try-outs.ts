import { request } from "node:http";
import { toSkillRule } from "@guichet/contract";
import type pg from "pg";
import { DATA_END, SPAN_MS } from "../data/make-conversations.ts";
import { createRandom, SEEDS } from "../data/random.ts";
import { pickLanguage } from "../data/texts.ts";
import { pickWord } from "../data/words.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { measure } from "../protocol/measure.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import type { Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

/** Into how many days before now all conversations are brought: as far back as a try-out looks. */
const DAYS = 88;
const MOST_MS = 5000;
/** What the floor reads: the same messages, in the same order, by one client, and does nothing with them. */
const FLOOR = `
  select id, text, created_at from messages where organization_id = $1 and kind = 'inbound'
    and created_at >= now() - interval '90 days' order by created_at desc, id desc`;

type Line = {
  readonly type: "progress" | "done" | "failed";
  readonly result?: { readonly looked: number; readonly matched: number; readonly stoppedAt: string | null };
};
type Draft = { readonly path: string; readonly body: unknown; readonly looked: number };

/** Drafts of rules tried on everything that came in over three months: 100,000 conversations at D1 (Routing, "Speed"). */
export const tryOuts: Benchmark = {
  name: "B15T",
  title: "try-outs over past conversations",
  async run(bench) {
    const size = bench.options.sizes.at(-1) ?? "D1";
    const world = await bench.world(size);
    return await withStage(
      bench.cluster,
      world,
      async (stage) => {
        const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
        const drafts = await makeDrafts(stage);
        const side = (draft: Draft) => ({
          floor: async () => toRun(await measure(roots, () => readAll(stage))),
          product: async () => toRun(await measure(roots, () => tryOut(stage, draft))),
        });
        const pids = () => [stage.product.pid, bench.cluster.pid];
        const skillSet = await runPairs(bench.options.plan, pids, side(drafts.skillSet));
        const automation = await runPairs(bench.options.plan, pids, side(drafts.automation));
        const pairs = [...skillSet, ...automation];
        const wall = { unit: "ms", figure: "ms", absolute: { most: MOST_MS }, usableWhenNoisy: false };
        const cpu = { unit: "ms CPU", figure: "cpu", usableWhenNoisy: true };
        const over = `${drafts.skillSet.looked} conversations, ${size}`;
        return {
          pairs,
          errors: pairs.flatMap(({ product }) => product.errors),
          rows: [
            judge(skillSet, { ...wall, what: `a skill set over ${over}` }),
            judge(skillSet, { ...cpu, what: "CPU of it" }),
            judge(automation, { ...wall, what: `an automation over their ${drafts.automation.looked} messages` }),
            judge(automation, { ...cpu, what: "CPU of it" }),
          ],
        };
      },
      bringNear,
    );
  },
};

/** The data ends on a day of its own; a try-out looks back from today. */
async function bringNear(client: pg.Client): Promise<void> {
  const far = `extract(epoch from '${new Date(DATA_END).toISOString()}'::timestamptz - created_at) * 1000`;
  await client.query(
    `update messages set created_at = now() - greatest(0, ${far}) / ${SPAN_MS} * interval '${DAYS} days' where kind = 'inbound'`,
  );
  await client.query("vacuum (analyze) messages");
  await client.query("checkpoint");
}

async function makeDrafts(stage: Stage): Promise<{ skillSet: Draft; automation: Draft }> {
  const { organizationId } = stage.world;
  const [counted] = await stage.query<{ messages: number; conversations: number }>(
    `select count(*)::int as messages, count(distinct conversation_id)::int as conversations from messages
     where organization_id = $1 and kind = 'inbound'`,
    [organizationId],
  );
  const random = createRandom(SEEDS.rules);
  // Ten of three words each, as in B15: a few messages in a hundred fit.
  const words = Array.from({ length: 10 }, () => {
    const language = pickLanguage(random);
    return Array.from({ length: 3 }, () => pickWord(random, language)).join(" ");
  });
  const ask = <Field extends "keywords" | "message">(field: Field) => ({
    ...{ type: "condition" as const, field, operator: "any_of" as const, values: words },
  });
  const common = { days: 90, timeZone: "Europe/Paris", channelIds: [] };
  return {
    skillSet: {
      path: "/api/v1/skill-sets/try-out",
      body: { ...common, id: null, teamIds: [], rule: toSkillRule([{ join: "or", rules: [ask("keywords")] }]) },
      looked: counted?.conversations ?? 0,
    },
    automation: {
      path: "/api/v1/automations/try-out",
      body: {
        ...common,
        actions: [],
        allChannels: true,
        rule: { type: "any", nodes: [{ type: "all", nodes: [ask("message")] }] },
      },
      looked: counted?.messages ?? 0,
    },
  };
}

async function readAll(stage: Stage): Promise<string[]> {
  const rows = await stage.query<{ text: string }>(FLOOR, [stage.world.organizationId]);
  return rows.length === 0 ? ["the floor read nothing"] : [];
}

/** Follows one to its end; answers what is wrong with it. */
async function tryOut({ product, admin }: Stage, { path, body, looked }: Draft): Promise<string[]> {
  const headers = { "content-type": "application/json", origin: product.base, cookie: admin.cookie() };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = request(`${product.base}${path}`, { method: "POST", headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
  });
  sent.on("error", reject);
  sent.end(JSON.stringify(body));
  const lines = (await promise).trimEnd().split("\n");
  const told = lines.map((line): Line => JSON.parse(line));
  const result = told.at(-1)?.result;
  if (result === undefined) return [`it ended with ${lines.at(-1)?.slice(0, 300)}`];
  return [
    ...(result.looked === looked && result.stoppedAt === null ? [] : [`it looked at ${result.looked} of ${looked}`]),
    ...(result.matched > 0 ? [] : ["nothing matched"]),
    ...(told.some(({ type }) => type === "progress") ? [] : ["it told no progress"]),
  ];
}

function toRun({ value, cpu, noise, ms }: Awaited<ReturnType<typeof measure<string[]>>>): Run {
  return { noise, errors: value, figures: { ms, cpu: cpu.appMs + cpu.postgresMs, cpuApp: cpu.appMs } };
}
