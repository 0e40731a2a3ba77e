import type { SizeName } from "../data/sizes.ts";
import type { Pair } from "../protocol/pairs.ts";
import { growthRow } from "./b8-queue-list.ts";
import type { Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";
import { MESSAGES_FLOOR, pickConversations } from "./list-queries.ts";
import { type Read, runReadPairs } from "./reads.ts";

const ASKED = 400;

/** The newest page of a thread with its contact and the head of the history, all over the data. */
export const openConversation: Benchmark = {
  name: "B9",
  title: "open a conversation",
  async run(bench) {
    const bySize = new Map<SizeName, Pair[]>();
    for (const size of bench.options.sizes) bySize.set(size, await runReadPairs(bench, size, OPEN));
    const largest = bench.options.sizes.at(-1) ?? "D1";
    const pairs = bySize.get(largest) ?? [];
    return {
      pairs: [...bySize.values()].flat(),
      errors: [],
      rows: [
        judge(pairs, {
          what: `p50, ${largest}`,
          unit: "ms",
          figure: "p50",
          ratio: { most: 5 },
          usableWhenNoisy: false,
        }),
        judge(pairs, {
          what: `p95, ${largest}`,
          unit: "ms",
          figure: "p95",
          absolute: { most: 8 },
          usableWhenNoisy: false,
        }),
        judge(pairs, { what: `CPU, ${largest}`, unit: "µs CPU", figure: "cpu", usableWhenNoisy: true }),
        await growthRow(
          "CPU",
          bench.options.sizes,
          bySize,
          async (size) => (await bench.world(size)).loaded.conversations,
        ),
      ],
    };
  },
};

const OPEN: Read = {
  statement: MESSAGES_FLOOR,
  floorValues: async (stage) =>
    (await stage.withClient((client) => pickConversations(client, stage.world, ASKED))).map((id) => [
      stage.world.organizationId,
      id,
    ]),
  paths: async (stage) =>
    (await stage.withClient((client) => pickConversations(client, stage.world, ASKED))).map(
      (id) => `/api/v1/conversations/${id}`,
    ),
};
