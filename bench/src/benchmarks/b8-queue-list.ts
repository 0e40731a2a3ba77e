import type { SizeName } from "../data/sizes.ts";
import type { Stage } from "../product/stage.ts";
import type { Pair } from "../protocol/pairs.ts";
import { exponent, median } from "../protocol/statistics.ts";
import type { Benchmark, Row } from "./benchmark.ts";
import { judge, judgeAlone, notMeasured } from "./judge.ts";
import { QUEUE_FLOOR } from "./list-queries.ts";
import { type Read, runReadPairs } from "./reads.ts";

const ASKED = 400;
const FAR_PAGE = 200;

/** 50 rows of one channel's queue over HTTP, permissions on, at several sizes: and page 200 as quick as page 1. */
export const queueList: Benchmark = {
  name: "B8",
  title: "queue list",
  readsQueueOnly: true,
  async run(bench) {
    const bySize = new Map<SizeName, Pair[]>();
    for (const size of bench.options.sizes) bySize.set(size, await runReadPairs(bench, size, FIRST_PAGE));
    const largest = bench.options.sizes.at(-1) ?? "D1";
    const pairs = bySize.get(largest) ?? [];
    const far = await runReadPairs(bench, largest, farPage(largest === "D0" ? 10 : FAR_PAGE));
    return {
      pairs: [...bySize.values(), far].flat(),
      errors: [],
      rows: [
        judge(pairs, {
          what: `p50, ${largest}`,
          unit: "ms",
          figure: "p50",
          ratio: { most: 4 },
          usableWhenNoisy: false,
        }),
        judge(pairs, {
          what: `p95, ${largest}`,
          unit: "ms",
          figure: "p95",
          absolute: { most: 5 },
          usableWhenNoisy: false,
        }),
        judge(pairs, {
          what: `CPU a page, ${largest}`,
          unit: "ms CPU",
          figure: "cpuMs",
          absolute: { most: 0.8 },
          usableWhenNoisy: true,
        }),
        farRow(pairs, far),
        await growthRow(
          "CPU a page",
          bench.options.sizes,
          bySize,
          async (size) => (await bench.world(size)).loaded.conversations,
        ),
      ],
    };
  },
};

const FIRST_PAGE: Read = {
  statement: QUEUE_FLOOR,
  floorValues: async (stage) => many((n) => [stage.world.organizationId, channelOf(stage, n)]),
  paths: async (stage) => many((n) => `/api/v1/conversations?status=resolved&channels=${channelOf(stage, n)}`),
};

function farPage(page: number): Read {
  return {
    ...FIRST_PAGE,
    paths: async (stage) => {
      const channel = channelOf(stage, 0);
      let after = "";
      for (let n = 1; n < page; n += 1) {
        const path = `/api/v1/conversations?status=resolved&channels=${channel}${after}`;
        const answer = await stage.admin.call<{ next: string | null }>("GET", path);
        if (answer.next !== null) after = `&after=${answer.next}`;
      }
      return many(() => `/api/v1/conversations?status=resolved&channels=${channel}${after}`);
    },
  };
}

function many<T>(make: (n: number) => T): T[] {
  return Array.from({ length: ASKED }, (_, n) => make(n));
}

function channelOf(stage: Stage, n: number): string {
  return stage.world.channels[n % 8]?.id ?? "";
}

/** CPU of a far page over CPU of the first one. */
function farRow(first: readonly Pair[], far: readonly Pair[]): Row {
  const cpu = (pairs: readonly Pair[]) => median(pairs.map((pair) => pair.product.figures.cpu ?? 0));
  return judgeAlone(
    "CPU of a far page / page 1",
    "×",
    cpu(far) / cpu(first),
    { most: 1.2 },
    "CPU only: usable when noisy",
  );
}

/** How the cost grows over the sizes. */
export async function growthRow(
  what: string,
  sizes: readonly SizeName[],
  bySize: ReadonlyMap<SizeName, readonly Pair[]>,
  countOf: (size: SizeName) => Promise<number>,
): Promise<Row> {
  if (sizes.length < 2) return notMeasured(`exponent of ${what}`, "≤ 0.03", "one size only");
  const points: { size: number; cost: number }[] = [];
  for (const size of sizes) {
    const costs = (bySize.get(size) ?? []).map((pair) => pair.product.figures.cpu ?? 0);
    points.push({ size: await countOf(size), cost: median(costs) });
  }
  const figures = points.map((point, n) => `${sizes[n]} ${point.cost} µs`).join(", ");
  return judgeAlone(`exponent of ${what}`, "", exponent(points), { most: 0.03 }, figures);
}
