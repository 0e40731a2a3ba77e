import { parseJson } from "../../../lib/parse-json.ts";
import type { InboundItem, Parsed, RawDelivery } from "../../connector.ts";
import { arrayOf, idOf, type Json, listOf, memberOf, rawOf, recordOf, textOf } from "../../read-json.ts";
import type { Channel } from "../account.ts";
import { type Read, type Reading, toItems, unknownKind } from "./post.ts";
import { readActivity } from "./read-account-activity.ts";
import { readActivityApi } from "./read-activity-api.ts";
import { readDirectV2 } from "./read-direct.ts";
import { readV2Post } from "./read-v2-post.ts";
import { isId } from "./words.ts";

const limits = {
  ...{ maxDepth: 60, maxKeys: 400_000, maxBytes: 8 * 1024 * 1024 },
  ...({ forbiddenKeys: "dropped", bigIntegers: "text" } as const),
};
/** Of one delivery. */
const MOST_EVENTS = 2000;

type Element = { readonly path: string; readonly read: Read };

/** Pure and total: what a delivery brings, of either of X's two services, or a page that was asked for. */
export function parseDelivery(delivery: RawDelivery, channels: readonly Channel[]): Parsed {
  const parsed = parseJson(delivery.body, limits);
  if (!parsed.ok) return { items: [], problems: [{ path: "", reason: `The body is no JSON: ${parsed.reason}.` }] };
  const body = recordOf(parsed.value);
  if (body === undefined) return { items: [], problems: [{ path: "", reason: "The body is no delivery." }] };
  const reading = { accountId: accountIn(body, delivery, channels), receivedAt: delivery.receivedAt };
  const elements = elementsOf(body, reading);
  return {
    items: elements.flatMap(({ read }): readonly InboundItem[] => ("items" in read ? read.items : [])),
    problems: elements.flatMap(({ path, read }) => ("problem" in read ? [{ path, reason: read.problem }] : [])),
  };
}

/** Whose news it is: said by the delivery, by what was asked for, or there is only one. */
function accountIn(body: Json, { headers }: RawDelivery, channels: readonly Channel[]): string {
  const data = memberOf(body, "data");
  const told =
    idOf(body, "for_user_id") ??
    idOf(memberOf(data, "filter"), "user_id") ??
    // Who takes the permission away belongs to no filter any more.
    (textOf(data, "event_type") === "oauth.revoke" ? idOf(memberOf(data, "payload"), "user_id") : undefined) ??
    idOf(memberOf(memberOf(memberOf(body, "user_event"), "revoke"), "source"), "user_id") ??
    headers["x-guichet-channel"];
  return told !== undefined && isId(told) ? told : (channels[0]?.externalId ?? "unknown");
}

function elementsOf(body: Json, reading: Reading): Element[] {
  const page = memberOf(body, "page");
  if (page !== undefined) return readPage(textOf(body, "of") ?? "", page, reading);
  const data = memberOf(body, "data");
  if (data !== undefined) return readActivityApi(data, reading).map((read) => ({ path: "/data", read }));
  if (memberOf(body, "user_event") !== undefined) return [{ path: "/user_event", read: readRevoked(body, reading) }];
  if (memberOf(body, "replay_job_status") !== undefined)
    return [{ path: "", read: { items: [unknownKind("replay_job_status", reading)] } }];
  const keys = Object.keys(body).filter((key) => Array.isArray(rawOf(body, key)));
  const found = keys.flatMap((key) =>
    arrayOf(body, key)
      .slice(0, MOST_EVENTS)
      .map((element, index) => ({
        path: `/${key.slice(0, 60)}/${index}`,
        read: readActivity(key, element, body, reading),
      })),
  );
  return found.length === 0 ? [{ path: "", read: { items: [unknownKind("nothing", reading)] } }] : found;
}

/** The account has taken the app's permission away: its health says so. */
function readRevoked(body: Json, { accountId, receivedAt }: Reading): Read {
  const [kind = ""] = Object.keys(memberOf(body, "user_event") ?? {});
  if (kind !== "revoke") return { items: [unknownKind(`user_event:${kind}`, { accountId, receivedAt })] };
  const base = { channelExternalId: accountId, occurredAt: receivedAt, party: { externalId: accountId } };
  return { items: [{ ...base, type: "account", about: "health" }] };
}

/** A page of what was asked for (pulling/): posts or private messages in the newer form. */
function readPage(of: string, page: Json, reading: Reading): Element[] {
  const includes = memberOf(page, "includes");
  const found = listOf(page, "data");
  if (found.length === 0) return [{ path: "/page", read: { items: [unknownKind("page", reading)] } }];
  return found.map((one, index) => {
    const path = `/page/data/${index}`;
    if (of === "direct") return { path, read: readDirectV2(one, includes, reading) };
    const post = readV2Post(one, includes, reading);
    return { path, read: post === undefined ? { problem: "It does not say which post." } : toItems(post, reading) };
  });
}
