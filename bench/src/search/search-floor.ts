import { parseSearch, toNeedles } from "@guichet/contract";
import type pg from "pg";
import { allOf, toParts } from "../../../server/src/search/words/words-query.ts";
import type { Stage } from "../product/stage.ts";
import { SEARCH_KINDS, type Search, type SearchKind } from "./make-searches.ts";

const CONDITIONS = `organization_id = $1 and channel_id = any($2::uuid[]) and words @@ $3::tsquery and at >= $4 and at < $5`;

/**
 * The least SQL for the newest 50 messages: through the newest ones, or everything that the index of words has. No names, no
 * permissions, no conversations, no excerpts.
 */
const WAYS = {
  walk: `select message_id, conversation_id, at from message_search where ${CONDITIONS} order by at desc, message_id desc limit 50`,
  index: `select * from (select message_id, conversation_id, at from message_search where ${CONDITIONS} offset 0) h
    order by at desc, message_id desc limit 50`,
} as const;
type Way = keyof typeof WAYS;
export type FloorWays = ReadonlyMap<SearchKind, Way>;

const TRIED = 6;
/** A way that takes longer than this is not the least one. */
const LONGEST_MS = 3000;

/** Which of the two is quicker for each kind, found by trying. */
export async function chooseFloors(client: pg.Client, stage: Stage, searches: readonly Search[]): Promise<FloorWays> {
  const chosen = new Map<SearchKind, Way>();
  for (const kind of SEARCH_KINDS) {
    const some = searches.filter((one) => one.kind === kind).slice(0, TRIED);
    const costs = [];
    for (const way of ["walk", "index"] as const) {
      await setWay(client, way);
      let cost = 0;
      for (const one of [...some, ...some]) cost += await timeFloor(client, stage, one, way).catch(() => LONGEST_MS);
      costs.push({ way, cost });
    }
    const [least] = costs.sort((a, b) => a.cost - b.cost);
    if (least !== undefined) chosen.set(kind, least.way);
  }
  return chosen;
}

/** Milliseconds of each. */
export async function timeFloors(
  client: pg.Client,
  stage: Stage,
  searches: readonly Search[],
  way: Way,
): Promise<number[]> {
  await setWay(client, way);
  // The way is chosen; what one of them takes is its floor, however long.
  await client.query("set statement_timeout = 0");
  const times: number[] = [];
  for (const one of searches) times.push(await timeFloor(client, stage, one, way));
  return times;
}

/** The planner cannot choose between the two, so it is not asked. */
async function setWay(client: pg.Client, way: Way): Promise<void> {
  const on = (yes: boolean) => (yes ? "on" : "off");
  await client.query(
    `set plan_cache_mode = force_custom_plan; set statement_timeout = ${LONGEST_MS}; set enable_seqscan = off;
     set enable_bitmapscan = ${on(way === "index")}; set enable_indexscan = ${on(way === "walk")}`,
  );
}

async function timeFloor(client: pg.Client, stage: Stage, search: Search, way: Way): Promise<number> {
  const values = floorValues(stage, search);
  const start = performance.now();
  await client.query({ name: `search ${way}`, text: WAYS[way], values });
  return performance.now() - start;
}

function floorValues(stage: Stage, { words, channel, since, until }: Search): unknown[] {
  const channels = stage.world.channels.slice(0, 8).map((one) => one.id);
  return [
    stage.world.organizationId,
    channel === undefined ? channels : channels.slice(channel, channel + 1),
    toTsquery(words),
    since ?? "1970-01-01",
    until ?? "9999-12-31",
  ];
}

function toTsquery(words: string): string {
  return allOf(toParts(toNeedles(parseSearch(words).terms), undefined)) ?? "";
}

/** By reading every row, without any index: conversations with such a message, the newest first. */
export async function scanFor(client: pg.Client, stage: Stage, search: Search): Promise<string[]> {
  await client.query(
    "set statement_timeout = 0; set enable_seqscan = on; set enable_bitmapscan = off; set enable_indexscan = off",
  );
  const found = await client.query<{ conversation_id: string }>(
    `select conversation_id from message_search where ${CONDITIONS} group by 1 order by max(at) desc, 1`,
    floorValues(stage, search),
  );
  return found.rows.map((row) => row.conversation_id);
}

/** By the texts themselves: conversations in which somebody wrote a number, or more digits after it. */
export async function scanTextsFor(client: pg.Client, stage: Stage, number: string): Promise<Set<string>> {
  await client.query("set statement_timeout = 0");
  const found = await client.query<{ conversation_id: string }>(
    `select distinct conversation_id from messages where organization_id = $1 and text ~ ('(^|[^[:alnum:]])' || $2)`,
    [stage.world.organizationId, number],
  );
  return new Set(found.rows.map((row) => row.conversation_id));
}
