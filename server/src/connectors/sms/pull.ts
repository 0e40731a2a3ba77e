import { type SmsSettings, smsSenderKind } from "@guichet/contract";
import type { AcceptDelivery, ChannelForConnector, ConnectorContext } from "../connector.ts";
import { type Json, listOf, numberOf, textOf } from "../read-json.ts";
import { type Account, accountOf, accountUrl, callApi } from "./call-api.ts";
import { instantOf } from "./parse-resource.ts";

type Channel = ChannelForConnector<SmsSettings>;

const DAY_MS = 86_400_000;
/** Twilio keeps messages for 13 months; who was away longer than this has lost more than messages. */
const LONGEST_AWAY_MS = 30 * DAY_MS;
/** What was sent so shortly before the last look may have been listed after it. */
const OVERLAP_MS = 10 * 60_000;
const PAGE_SIZE = 200;
/** Of one day. */
const MOST_PAGES = 200;
const cursorKey = "messages-since";

/**
 * Asks for what contacts wrote since the last look, for Twilio does not come again with what we could not take (or our house
 * was not there). Each goes the way of a delivery, under its own SID, and is a quiet no-op where it is known. The cursor
 * moves when all of it is durable. False: Twilio did not answer; the next look begins at the same place.
 */
export async function pullMessages(channel: Channel, accept: AcceptDelivery, ctx: ConnectorContext): Promise<boolean> {
  const startedAt = ctx.now();
  const since = Number((await ctx.store.get(cursorKey)) ?? Number.NaN);
  if (!Number.isFinite(since)) {
    await ctx.store.set(cursorKey, String(startedAt));
    return true;
  }
  if (smsSenderKind(channel.settings.sender) === "name") return true;
  const from = Math.max(since - OVERLAP_MS, startedAt - LONGEST_AWAY_MS);
  for (const day of daysBetween(from, startedAt)) {
    const found = await listDay(channel, day, from, ctx);
    if (found === undefined) return false;
    for (const message of found) if (!(await take(channel, message, accept, ctx))) return false;
  }
  await ctx.store.set(cursorKey, String(startedAt));
  return true;
}

/** The days of UTC, `YYYY-MM-DD`, the first one first. */
export function daysBetween(from: number, to: number): string[] {
  const first = Math.floor(from / DAY_MS);
  const count = Math.floor(to / DAY_MS) - first + 1;
  return Array.from({ length: count }, (_, index) => new Date((first + index) * DAY_MS).toISOString().slice(0, 10));
}

/** The contacts' messages of one day since an instant, the oldest first; Twilio lists the newest first, page by page. */
async function listDay(
  channel: Channel,
  day: string,
  from: number,
  ctx: ConnectorContext,
): Promise<Json[] | undefined> {
  const account = accountOf(channel);
  const { sender } = channel.settings;
  const isService = smsSenderKind(sender) === "service";
  const query = new URLSearchParams({
    DateSent: day,
    PageSize: String(PAGE_SIZE),
    ...(isService ? {} : { To: sender }),
  });
  const found: Json[] = [];
  let url: string | undefined = accountUrl(account, `/Messages.json?${query}`);
  for (let page = 0; url !== undefined && page < MOST_PAGES; page += 1) {
    const called = await callApi(account, url, undefined, ctx);
    if (!called.ok) return undefined;
    const messages = listOf(called.body, "messages");
    const recent = messages.filter((one) => instantOf(one, ctx.now()) >= from);
    found.push(...recent.filter((one) => isOurs(one, isService ? sender : undefined)));
    url = recent.length < messages.length ? undefined : nextPage(account, called.body);
  }
  return found.toReversed();
}

function isOurs(message: Json, service: string | undefined): boolean {
  return (
    textOf(message, "direction") === "inbound" &&
    (service === undefined || textOf(message, "messaging_service_sid") === service)
  );
}

/** `next_page_uri` is a path of the same server; what it leads to elsewhere is not asked. */
function nextPage({ apiUrl }: Account, body: Json): string | undefined {
  const uri = textOf(body, "next_page_uri");
  return uri?.startsWith("/2010-04-01/") ? `${new URL(apiUrl).origin}${uri}` : undefined;
}

async function take(channel: Channel, message: Json, accept: AcceptDelivery, ctx: ConnectorContext): Promise<boolean> {
  const sid = textOf(message, "sid");
  if (sid === undefined || !/^\w{10,64}$/.test(sid)) return true;
  const media = (numberOf(message, "num_media") ?? 0) > 0 ? await listMedia(accountOf(channel), sid, ctx) : [];
  if (media === undefined) return false;
  await accept({
    key: `message/${sid}`,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ ...message, media })),
    receivedAt: ctx.now(),
  });
  return true;
}

/** The files of a message, as its webhook would have told them. */
async function listMedia(
  account: Account,
  sid: string,
  ctx: ConnectorContext,
): Promise<{ url: string; type: string }[] | undefined> {
  const called = await callApi(account, accountUrl(account, `/Messages/${sid}/Media.json`), undefined, ctx);
  if (!called.ok) return called.error.kind === "auth_expired" && called.isTwilio ? [] : undefined;
  return listOf(called.body, "media_list")
    .map((one) => ({ url: textOf(one, "uri") ?? "", type: textOf(one, "content_type") ?? "" }))
    .filter(({ url }) => url.startsWith("/2010-04-01/"))
    .map(({ url, type }) => ({ url: `${new URL(account.apiUrl).origin}${url.replace(/\.json$/, "")}`, type }));
}
