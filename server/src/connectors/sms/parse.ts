import type { SmsSettings } from "@guichet/contract";
import type { ChannelForConnector, Parsed, RawDelivery } from "../connector.ts";
import { recordOf } from "../read-json.ts";
import { type Read, type ReadContext, readMessage, sidOf, unknownKind } from "./parse-message.ts";
import { isResource, readResource } from "./parse-resource.ts";
import { readStatus, statusOf } from "./parse-status.ts";
import { type Params, paramOf, paramsOfJson, readBody, toParams } from "./read-params.ts";

/**
 * Pure and total: a message, or what became of one of ours. A message that was asked for (`listen`) stands there as Twilio's
 * API writes it. What is of no known kind is kept as unknown.
 */
export function parseDelivery(delivery: RawDelivery, channels: readonly ChannelForConnector<SmsSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return problem("", "This address serves no channel.");
  const { path, receivedAt } = delivery;
  const context = { channelExternalId: channel.externalId, receivedAt, path };
  const body = readBody(delivery.body);
  switch (body.type) {
    case "form":
      return toParsed(readParams(toParams(body.pairs), context));
    case "json":
      return readJson(body.value, context);
    case "unreadable":
      return problem("", `The body is not usable JSON: ${body.reason}.`);
  }
}

function readJson(value: unknown, context: ReadContext): Parsed {
  if (!Array.isArray(value)) return toParsed(readElement(value, context));
  if (value.length === 0) return problem("", "The list is empty.");
  const all = value.map((element: unknown, index) => toParsed(readElement(element, context), `/${index}`));
  return { items: all.flatMap(({ items }) => items), problems: all.flatMap(({ problems }) => problems) };
}

function readElement(element: unknown, context: ReadContext): Read {
  const of = recordOf(element);
  if (of === undefined) return { path: "", problem: "It is not an object." };
  return isResource(of) ? readResource(of, context) : readParams(paramsOfJson(of), context);
}

function readParams(params: Params, context: ReadContext): Read {
  const status = statusOf(params);
  if (status !== undefined) return readStatus(params, status, context);
  if (sidOf(params) !== undefined || paramOf(params, "Body") !== undefined) return readMessage(params, context);
  const kind = ["CallSid", "ConversationSid", "EventType", "Level", "type"].find(
    (name) => paramOf(params, name) !== undefined,
  );
  return kind === undefined
    ? { path: "/MessageSid", problem: "There is no usable message SID." }
    : { items: [unknownKind(`${kind}:${paramOf(params, kind)}`, context)] };
}

function toParsed(read: Read, at = ""): Parsed {
  return "problem" in read ? problem(`${at}${read.path}`, read.problem) : { items: read.items, problems: [] };
}

function problem(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}
