import type { AcceptDelivery, ConnectorContext, SendError } from "../../connector.ts";
import { type Json, listOf, memberOf, textOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { callApi } from "../calling/call-api.ts";
import { cursorOf, idAt, isAfter } from "./cursor.ts";

/** A list of X's, the newest first, of which what is new since the last look is taken in. */
export type List = {
  /** Distinguishes its cursor. */
  readonly name: string;
  /** What its pages hold, for whoever reads them (reading/parse.ts). */
  readonly of: "posts" | "direct";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Under which name the next page is asked for. */
  readonly nextAs: "pagination_token" | "next_token";
  /** X gives what is newer than an id; else the pages are read until it comes. */
  readonly takesSince: boolean;
  /** Where the first look begins, and the longest way back. Milliseconds before now. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** The app's own token; left out: in the name of the account. */
  readonly bearer?: string;
  /** What X limits together. */
  readonly limit: string;
};
/** What X limits together → until when it is left alone, epoch milliseconds. */
export type Rests = Map<string, number>;

const MOST_PAGES = 20;
/** Where X refuses and names no moment: the length of its windows. */
const REST_MS = 15 * 60_000;

/**
 * Each page goes the way of a delivery, the oldest first; what came by webhook is a quiet no-op there. The cursor moves when all
 * of it is durable; where X stops half-way the next look begins at the same place, and not before X is ready.
 */
export async function pullList(
  list: List,
  channel: Channel,
  accept: AcceptDelivery,
  ctx: ConnectorContext,
  rests: Rests,
): Promise<void> {
  const now = ctx.now();
  if ((rests.get(list.limit) ?? 0) > now) return;
  const cursor = cursorOf(list.name, ctx);
  const kept = (await cursor.get()) ?? idAt(now - list.firstMs);
  const earliest = idAt(now - list.longestMs);
  const since = isAfter(kept, earliest) ? kept : earliest;
  const { pages, stopped } = await readPages(list, since, channel, ctx);
  let newest = since;
  for (const page of pages.toReversed()) {
    const found = listOf(page, "data").filter((one) => isAfter(textOf(one, "id") ?? "", since));
    const ids = found.flatMap((one) => textOf(one, "id") ?? []);
    if (ids.length === 0) continue;
    const body = { of: list.of, page: { data: found.toReversed(), includes: memberOf(page, "includes") ?? {} } };
    await accept({
      // Accounts of one app share an endpoint.
      key: `${channel.externalId}/${list.of}/${ids.at(-1)}-${ids[0]}-${ids.length}`,
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(body)),
      receivedAt: ctx.now(),
    });
    for (const id of ids) if (isAfter(id, newest)) newest = id;
  }
  if (stopped === undefined) return await cursor.set(newest);
  if (stopped.kind !== "retryable") rests.set(list.limit, now + (stopped.retryAfterMs ?? REST_MS));
}

async function readPages(
  list: List,
  since: string,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<{ readonly pages: readonly Json[]; readonly stopped?: SendError }> {
  const pages: Json[] = [];
  let next: string | undefined;
  do {
    const query = {
      ...list.query,
      ...(list.takesSince ? { since_id: since } : {}),
      ...(next === undefined ? {} : { [list.nextAs]: next }),
    };
    const call = { method: "GET", path: list.path, query, ...(list.bearer ? { bearer: list.bearer } : {}) } as const;
    const called = await callApi(accountOf(channel), { ...call, timeoutMs: 20_000 }, ctx);
    if (!called.ok) {
      ctx.log("warn", "X did not tell what was written; asked again later", { code: called.error.code, of: list.of });
      return { pages, stopped: called.error };
    }
    pages.push(called.body);
    const isPast = listOf(called.body, "data").some((one) => !isAfter(textOf(one, "id") ?? "", since));
    next = isPast ? undefined : textOf(memberOf(called.body, "meta"), "next_token");
  } while (next !== undefined && pages.length < MOST_PAGES);
  if (next !== undefined) ctx.log("warn", "more was written on X than could be asked for", { of: list.of });
  return { pages };
}
