import type { LineSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import type { ChannelForConnector, InboundItem, Parsed, RawDelivery } from "../connector.ts";
import { type Json, rawOf, recordOf, textOf } from "../read-json.ts";
import {
  ACCOUNT_EVENTS,
  readAccountEvent,
  readFollow,
  readPostback,
  readQuiet,
  readUnsend,
  readVideoSeen,
} from "./parse-events.ts";
import { type EventContext, type Read, readMessage, unknownKind } from "./parse-message.ts";

const limits = {
  maxDepth: 60,
  maxKeys: 200_000,
  maxBytes: 4 * 1024 * 1024,
  forbiddenKeys: "dropped",
  bigIntegers: "text",
} as const;
/** More in one delivery is nothing that LINE sends. */
const MOST_EVENTS = 5000;

type Reader = (event: Json, context: EventContext) => Read;
const READERS: Readonly<Record<string, Reader>> = {
  message: readMessage,
  unsend: readUnsend,
  postback: readPostback,
  videoPlayComplete: readVideoSeen,
  follow: readFollow,
  unfollow: readFollow,
  join: readQuiet,
  leave: readQuiet,
  memberJoined: readQuiet,
  memberLeft: readQuiet,
  beacon: readQuiet,
  accountLink: readQuiet,
  membership: readQuiet,
};

/**
 * A delivery (Messaging API, webhooks): `destination` is the account, `events` are independent of one another, of several
 * people, in no order, and may be none. Each is read by itself.
 */
export function parseDelivery(delivery: RawDelivery, channels: readonly ChannelForConnector<LineSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return problem("", "This address serves no channel.");
  const parsed = parseJson(delivery.body, limits);
  if (!parsed.ok) return problem("", `The body is not usable JSON: ${parsed.reason}.`);
  const body = recordOf(parsed.value);
  if (body === undefined) return problem("", "The body is no delivery.");
  const events = rawOf(body, "events");
  if (!Array.isArray(events)) return problem("/events", "There is no list of events.");
  const context = {
    channelExternalId: textOf(body, "destination")?.slice(0, 500) ?? channel.externalId,
    receivedAt: delivery.receivedAt,
  };
  const all = events.slice(0, MOST_EVENTS).map((event: unknown, index) => readEvent(event, index, context));
  const left = events.length - all.length;
  return {
    items: all.flatMap(({ items }) => items),
    problems: [
      ...all.flatMap(({ problems }) => problems),
      ...(left > 0 ? [{ path: `/events/${MOST_EVENTS}`, reason: `${left} more events were not read.` }] : []),
    ],
  };
}

function readEvent(value: unknown, index: number, context: EventContext): Parsed {
  const path = `/events/${index}`;
  const event = recordOf(value);
  if (event === undefined) return problem(path, "It is not an object.");
  const type = textOf(event, "type");
  if (type === undefined) return problem(`${path}/type`, "The event does not say what it is.");
  if (ACCOUNT_EVENTS.has(type)) return { items: readAccountEvent(type, context), problems: [] };
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read === undefined) return { items: [unknownKind(type, event, context)], problems: [] };
  const result = read(event, context);
  return "problem" in result ? problem(`${path}${result.path}`, result.problem) : { items: result.items, problems: [] };
}

function problem(path: string, reason: string): { items: InboundItem[]; problems: Parsed["problems"] } {
  return { items: [], problems: [{ path, reason }] };
}
