import type { TelegramSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import type { ChannelForConnector, Parsed, RawDelivery } from "../connector.ts";
import { type Json, recordOf } from "../read-json.ts";
import { readBlocked, readCallback, readDeleted, readReaction } from "./parse-events.ts";
import { type Read, readEdited, readMessage, type UpdateContext, unknownKind } from "./parse-message.ts";

const limits = { maxDepth: 60, maxKeys: 100_000, maxBytes: 4 * 1024 * 1024 };

const READERS: Readonly<Record<string, (of: Json, context: UpdateContext) => Read>> = {
  message: (of, context) => readMessage(of, context),
  edited_message: (of, context) => readEdited(of, context),
  business_message: (of, context) => readMessage(of, context),
  edited_business_message: (of, context) => readEdited(of, context),
  deleted_business_messages: readDeleted,
  message_reaction: readReaction,
  callback_query: readCallback,
  my_chat_member: readBlocked,
};

/** Pure and total: one update (Bot API, `Update`) as the things that happened; what is of no known kind is kept as unknown. */
export function parseUpdate(delivery: RawDelivery, channels: readonly ChannelForConnector<TelegramSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return problem("", "This address serves no channel.");
  const parsed = parseJson(delivery.body, limits);
  if (!parsed.ok) return problem("", `The body is not usable JSON: ${parsed.reason}.`);
  const update = recordOf(parsed.value);
  if (update === undefined) return problem("", "The body is no update.");
  const context = { channelExternalId: channel.externalId, receivedAt: delivery.receivedAt };
  return readUpdate(update, context);
}

function readUpdate(update: Json, context: UpdateContext): Parsed {
  const kinds = Object.keys(update).filter((key) => key !== "update_id");
  const known = kinds.find((kind) => Object.hasOwn(READERS, kind));
  const kind = known ?? kinds[0] ?? "empty";
  const of = recordOf(update[kind]);
  const read = known === undefined ? undefined : READERS[known];
  if (read === undefined) return { items: [unknownKind(kind, context)], problems: [] };
  if (of === undefined) return problem(`/${kind}`, "It is not an object.");
  const result = read(of, context);
  return "problem" in result
    ? problem(`/${kind}${result.path}`, result.problem)
    : { items: result.items, problems: [] };
}

function problem(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}
