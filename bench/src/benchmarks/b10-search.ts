import { CHANNELS } from "../data/make-conversations.ts";
import type { SizeName } from "../data/sizes.ts";
import { type Agent, addAgents } from "../product/agents.ts";
import { type Caller, createCaller } from "../product/call.ts";
import { type Stage, withStage } from "../product/stage.ts";
import { cpuPerItem, type Measured, measure } from "../protocol/measure.ts";
import { type Pair, type Run, runPairs } from "../protocol/pairs.ts";
import { exponent, median, percentile, summarize } from "../protocol/statistics.ts";
import { checkSearches, pathOf } from "../search/check-searches.ts";
import { makeSearches, SEARCH_KINDS, type Search, typeSearch } from "../search/make-searches.ts";
import { chooseFloors, type FloorWays, timeFloors } from "../search/search-floor.ts";
import { prepareSearchWorld, type SearchWorld } from "../search/search-world.ts";
import { timeToFind } from "../search/time-to-find.ts";
import type { Bench, Benchmark, Row } from "./benchmark.ts";
import { judge, judgeAlone, notMeasured } from "./judge.ts";

/** Texts that searches take their words from. */
const TEXTS = 4000;
const WRITTEN = 60;
/** A quick run asks every so many of them. */
const QUICK_EVERY = 5;

type Searched = { readonly world: SearchWorld; readonly pairs: readonly Pair[]; readonly errors: readonly string[] };

/** A thousand searches over HTTP by an agent with eight channels, at several sizes: the first page of each. */
export const search: Benchmark = {
  name: "B10",
  title: "search",
  async run(bench) {
    const bySize = new Map<SizeName, Searched>();
    for (const size of bench.options.sizes) bySize.set(size, await runSize(bench, size));
    const [largest, found] = [...bySize].at(-1) ?? [];
    if (largest === undefined || found === undefined) throw new Error("B10 needs a size.");
    const { pairs, world } = found;
    const wall = { unit: "ms", usableWhenNoisy: false } as const;
    return {
      pairs: [...bySize.values()].flatMap((one) => one.pairs),
      errors: [...bySize].flatMap(([size, one]) => one.errors.map((error) => `${size}: ${error}`)),
      detail: [...bySize].map(([size, one]) => ({
        size,
        ownRate: one.world.ownRate,
        messages: one.world.loaded.messages,
      })),
      rows: [
        judge(pairs, { ...wall, what: `p95, ${largest}`, figure: "p95", absolute: { most: 25 } }),
        judge(pairs, { ...wall, what: `p99, ${largest}`, figure: "p99", absolute: { most: 80 } }),
        judge(pairs, {
          ...wall,
          what: "found after it was accepted, p99",
          figure: "findable",
          absolute: { most: 1000 },
        }),
        judge(pairs, { what: `CPU a search, ${largest}`, unit: "ms CPU", figure: "cpuMs", usableWhenNoisy: true }),
        ...SEARCH_KINDS.map((kind) =>
          judge(pairs, {
            what: `CPU a search, ${kind}, ${largest}`,
            unit: "ms CPU",
            figure: `cpu ${kind}`,
            ratio: { most: 3 },
            usableWhenNoisy: true,
          }),
        ),
        growthOf(bySize),
        rateRow(world),
      ],
    };
  },
};

async function runSize(bench: Bench, size: SizeName): Promise<Searched> {
  const world = await prepareSearchWorld(bench.cluster, await bench.world(size));
  const agents: Agent[] = [];
  const channels = world.channels.slice(0, CHANNELS).map((channel) => channel.id);
  return await withStage(
    bench.cluster,
    world,
    async (stage) => {
      const agent = createCaller(stage.product.base, agents[0]?.cookie);
      const all = makeSearches(await readTexts(stage), CHANNELS);
      const { quick } = bench.options;
      const searches = all.filter((_, n) => !quick || n % QUICK_EVERY === 0);
      const written = quick ? WRITTEN / QUICK_EVERY : WRITTEN;
      const ways = await stage.withClient((client) => chooseFloors(client, stage, searches));
      // Warm: a server that works all day is asked, not one that has just started.
      for (const one of searches) await agent.time(pathOf(typeSearch(one)));
      const roots = { app: stage.product.pid, postgres: bench.cluster.pid };
      let run = 0;
      const pairs = await runPairs(bench.options.plan, () => [stage.product.pid, bench.cluster.pid], {
        floor: () => stage.withClient((client) => runFloor(roots, client, stage, searches, ways)),
        product: async () => {
          run += 1;
          return await runProduct(roots, stage, agent, searches, { number: run, written });
        },
      });
      const proof = world.differing === 0 ? [] : [`${world.differing} rows differ from the product's own`];
      return { world, pairs, errors: [...proof, ...(await checkSearches(stage, agent, searches))] };
    },
    async (client) => {
      agents.push(...(await addAgents(client, world, 1, () => channels, { atWork: false })));
    },
  );
}

/** Spread over the whole of the data, the same ones on every machine. */
async function readTexts(stage: Stage): Promise<string[]> {
  const rows = await stage.query<{ text: string }>(
    `select m.text from (select id from conversations where organization_id = $1 order by md5(id::text) limit $2) c
     join messages m on m.organization_id = $1 and m.conversation_id = c.id and m.seq = 1 order by c.id`,
    [stage.world.organizationId, TEXTS],
  );
  return rows.map((row) => row.text);
}

type Roots = Parameters<typeof measure>[0];
type Client = Parameters<typeof timeFloors>[0];

async function runFloor(
  roots: Roots,
  client: Client,
  stage: Stage,
  searches: readonly Search[],
  ways: FloorWays,
): Promise<Run> {
  return await runKinds(searches, (some, kind) =>
    measure(roots, () => timeFloors(client, stage, some, ways.get(kind) ?? "index")),
  );
}

async function runProduct(
  roots: Roots,
  stage: Stage,
  agent: Caller,
  searches: readonly Search[],
  run: { readonly number: number; readonly written: number },
): Promise<Run> {
  const asked = await runKinds(searches, (some) =>
    measure(roots, async () => {
      const times: number[] = [];
      for (const one of some) times.push((await agent.time(pathOf(typeSearch(one)))).ms);
      return times;
    }),
  );
  const found = await timeToFind(stage, agent, run.number, run.written);
  return { ...asked, figures: { ...asked.figures, findable: percentile(found, 0.99) } };
}

/** Each kind by itself, so that its CPU is known; then all together. */
async function runKinds(
  searches: readonly Search[],
  work: (some: readonly Search[], kind: Search["kind"]) => Promise<Measured<number[]>>,
): Promise<Run> {
  const figures: Record<string, number> = {};
  const runs: Measured<number[]>[] = [];
  for (const kind of SEARCH_KINDS) {
    const some = searches.filter((one) => one.kind === kind);
    const run = await work(some, kind);
    runs.push(run);
    figures[`cpu ${kind}`] = cpuPerItem(run.cpu, some.length).all / 1000;
    figures[`p95 ${kind}`] = percentile(run.value, 0.95);
  }
  const sum = (of: (run: Measured<number[]>) => number) => runs.reduce((all, run) => all + of(run), 0);
  const cpu = cpuPerItem(
    { appMs: sum((run) => run.cpu.appMs), postgresMs: sum((run) => run.cpu.postgresMs) },
    searches.length,
  );
  const seconds = sum((run) => run.noise.seconds);
  const share = (of: (run: Measured<number[]>) => number) => sum((run) => of(run) * run.noise.seconds) / seconds;
  return {
    errors: [],
    noise: { seconds, foreign: share((run) => run.noise.foreign), steal: share((run) => run.noise.steal) },
    figures: {
      ...figures,
      ...summarize(runs.flatMap((run) => run.value)),
      cpuMs: cpu.all / 1000,
      items: searches.length,
    },
  };
}

function growthOf(bySize: ReadonlyMap<SizeName, Searched>): Row {
  const what = "exponent of CPU a search";
  if (bySize.size < 2) return notMeasured(what, "≤ 0.15", "one size only");
  const points = [...bySize].map(([size, { world, pairs }]) => ({
    name: size,
    size: world.loaded.messages,
    cost: median(pairs.map((pair) => pair.product.figures.cpuMs ?? 0)),
  }));
  const figures = points.map((point) => `${point.name} ${point.cost.toFixed(2)} ms`).join(", ");
  return judgeAlone(what, "", exponent(points), { most: 0.15 }, figures);
}

/** Older messages, by the product's own worker: ten million in an hour are 2,800 a second. */
function rateRow({ ownRate }: SearchWorld): Row {
  return {
    what: "older messages indexed",
    floor: "–",
    product: `${ownRate} messages/s`,
    ratio: "–",
    goal: "",
    verdict: "figure",
    why: "once, when the data was set up; wall time, with what CPU the machine had left",
  };
}
