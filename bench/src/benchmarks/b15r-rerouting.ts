import { setTimeout as wait } from "node:timers/promises";
import { addAgents } from "../product/agents.ts";
import { waitUntilSettled } from "../product/check.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { createSender } from "../product/webhook.ts";
import { measure } from "../protocol/measure.ts";
import { runOpenLoop } from "../protocol/open-loop.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const PER_SECOND = 50;
/** How long the floor takes messages in with nothing else to do. */
const ALONE_SECONDS = 20;
const MOST_MS = 60_000;
/** When the product is given up. */
const PATIENCE_MS = 300_000;

/**
 * An Admin saves what sends ten thousand conversations that wait and are nobody's to another team, while messages come in
 * (Routing, "Speed"). The floor is the same product that takes the same messages in and has nothing else to do.
 */
export const rerouting: Benchmark = {
  name: "B15R",
  title: "choosing anew for 10,000",
  async run(bench) {
    const world = await bench.world("Q");
    const { conversations } = world.loaded;
    return await withStage(
      bench.cluster,
      world,
      async (stage) => {
        const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
        const teams = await makeTeams(stage);
        let rounds = 0;
        const pairs = await runPairs(bench.options.plan, () => [roots.app, roots.postgres], {
          floor: async () => {
            rounds += 1;
            const { value, cpu, noise } = await measure(roots, () => takeIn(stage, rounds, wait(ALONE_SECONDS * 1000)));
            return { noise, errors: [], figures: { p99: value.p99, cpu: cpu.appMs + cpu.postgresMs } };
          },
          product: async () => {
            rounds += 1;
            const [from, to] = rounds % 2 === 0 ? teams : teams.toReversed();
            return await changeTeams(stage, roots, { from: from ?? "", to: to ?? "", round: rounds, conversations });
          },
        });
        const wall = { unit: "ms", usableWhenNoisy: false };
        return {
          pairs,
          errors: pairs.flatMap(({ floor, product }) => [...floor.errors, ...product.errors]),
          rows: [
            judge(pairs, {
              ...wall,
              what: `until the last of ${conversations} is there`,
              figure: "ms",
              absolute: { most: MOST_MS },
            }),
            judge(pairs, {
              ...wall,
              what: `p99 of ${PER_SECOND} acknowledgements/s meanwhile`,
              figure: "p99",
              ratio: { most: 1.5 },
            }),
            judge(pairs, { what: "CPU a conversation", unit: "µs CPU", figure: "each", usableWhenNoisy: true }),
          ],
        };
      },
      async (client) => {
        await addAgents(client, world, 2, () => [], { atWork: true });
      },
    );
  },
};

/** Two teams that reach every channel, each with a member. */
async function makeTeams({ admin, world, query }: Stage): Promise<[string, string]> {
  const people = await query<{ id: string }>(
    "select id from users where organization_id = $1 and account_role = 'agent' order by email limit 2",
    [world.organizationId],
  );
  const channelIds = world.channels.map(({ id }) => id);
  const make = async (n: number): Promise<string> => {
    const { id } = await admin.call<{ id: string }>("POST", "/api/v1/teams", { name: `Team ${n}` });
    await admin.call("PUT", `/api/v1/teams/${id}/channels`, { channelIds });
    await admin.call("PUT", `/api/v1/teams/${id}/members`, {
      members: [{ userId: people[n]?.id, role: "contributor" }],
    });
    return id;
  };
  return [await make(0), await make(1)];
}

type Change = { readonly from: string; readonly to: string; readonly round: number; readonly conversations: number };

async function changeTeams(
  stage: Stage,
  roots: { readonly app: number; readonly postgres: number },
  { from, to, round, conversations }: Change,
): Promise<Run> {
  const { admin } = stage;
  const { value, cpu, noise, ms } = await measure(roots, async () => {
    await admin.call("PUT", `/api/v1/fallback-teams/${to}`);
    await admin.call("DELETE", `/api/v1/fallback-teams/${from}`);
    return await takeIn(stage, round, untilThere(stage, to, conversations));
  });
  const all = cpu.appMs + cpu.postgresMs;
  const misplaced = await countElsewhere(stage, to);
  return {
    noise,
    errors: misplaced === 0 ? [] : [`${misplaced} conversations are not with the team`],
    figures: { ms, p99: value.p99, cpu: all, each: (all * 1000) / conversations },
  };
}

/** Messages of contacts that are not known yet, until the other work has ended. */
async function takeIn({ product, world }: Stage, round: number, work: Promise<void>): Promise<{ p99: number }> {
  const channel = world.channels[0];
  if (channel === undefined) throw new Error("The world has no channels.");
  const ended = new AbortController();
  const send = createSender(`b15r${round}x${Date.now()}`);
  const made = runOpenLoop({
    ...{ port: product.port, perSecond: PER_SECOND, seconds: PATIENCE_MS / 1000, signal: ended.signal },
    make: (n) => send(n, `contact-${n % 1000}`, channel),
  });
  await work.finally(() => ended.abort());
  const { latencies, refused } = await made;
  if (refused > 0) throw new Error(`${refused} messages were refused.`);
  return summarize(latencies);
}

async function untilThere(stage: Stage, team: string, least: number): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await wait(200)) {
    const state = await stage.admin.call<{ rerouting: unknown }>("GET", "/api/v1/routing");
    if (state.rerouting !== null) continue;
    await waitUntilSettled(stage);
    const [there] = await stage.query<{ count: number }>(
      "select count(*)::int as count from conversations where organization_id = $1 and team_id = $2 and status = 'new'",
      [stage.world.organizationId, team],
    );
    if ((there?.count ?? 0) >= least) return;
  }
}

async function countElsewhere({ query, world }: Stage, team: string): Promise<number> {
  const [found] = await query<{ count: number }>(
    `select count(*)::int as count from conversations
     where organization_id = $1 and status = 'new' and assignee_id is null and team_id is distinct from $2`,
    [world.organizationId, team],
  );
  return found?.count ?? 0;
}
