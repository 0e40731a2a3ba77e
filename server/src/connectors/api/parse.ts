import type { ApiSettings } from "@guichet/contract";
import { type ParsedJson, parseJson } from "../../lib/parse-json.ts";
import type { ChannelForConnector, InboundItem, Parsed, RawDelivery } from "../connector.ts";
import { type Read, toInboundItem } from "./parse-event.ts";
import { toDeliveryItem } from "./parse-status.ts";

const limits = { maxDepth: 20, maxKeys: 200_000, maxBytes: 16 * 1024 * 1024 };
/** What one call may carry; the contract says so to those who post. */
const maxElements = 1000;
const dangerousKeys = new Set(["__proto__", "constructor", "prototype"]);

type Problem = Parsed["problems"][number];

/** Pure and total: what another system posted, as a list of things that happened; what cannot be read is listed by its path. */
export function parseDelivery(delivery: RawDelivery, channels: readonly ChannelForConnector<ApiSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return nothing("", "This address serves no channel.");
  const parsed = parseBody(delivery.body);
  if (!parsed.ok) return nothing("", `The body is not usable JSON: ${parsed.reason}.`);
  const context = { channelExternalId: channel.externalId, receivedAt: delivery.receivedAt };
  const read = isStatusPath(delivery.path) ? toDeliveryItem : toInboundItem;
  return readAll(listElements(parsed.value), (element) => read(element, context));
}

/** A dangerous key in one element costs that key, not the whole batch. Size and depth were judged before. */
function parseBody(body: Uint8Array): ParsedJson {
  const parsed = parseJson(body, limits);
  if (parsed.ok || parsed.reason !== "forbidden_key") return parsed;
  const value: unknown = JSON.parse(new TextDecoder().decode(body), (key, inner: unknown) =>
    dangerousKeys.has(key) ? undefined : inner,
  );
  return { ok: true, value };
}

function isStatusPath(path: string): boolean {
  return path.replace(/\/+$/, "") === "/statuses";
}

type Element = { readonly path: string; readonly value: unknown };

/** `{events: […]}` (or `{statuses: […]}`), or the body itself as the one element. */
function listElements(body: unknown): Element[] {
  if (typeof body !== "object" || body === null) return [{ path: "", value: body }];
  for (const name of ["events", "statuses"]) {
    const list: unknown = Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
    if (Array.isArray(list)) return list.map((value: unknown, index) => ({ path: `/${name}/${index}`, value }));
  }
  return [{ path: "", value: body }];
}

function readAll(elements: readonly Element[], read: (value: unknown) => Read): Parsed {
  const items: InboundItem[] = [];
  const problems: Problem[] = [];
  for (const { path, value } of elements.slice(0, maxElements)) {
    const result = read(value);
    if ("problem" in result) problems.push({ path, reason: result.problem });
    else items.push(result);
  }
  const rest = elements.slice(maxElements);
  if (rest[0] !== undefined) problems.push({ path: rest[0].path, reason: `${rest.length} more than ${maxElements}.` });
  return { items, problems };
}

function nothing(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}
