import type { WechatSettings } from "@guichet/contract";
import type { ChannelForConnector, Parsed, RawDelivery } from "../../connector.ts";
import { type Json, numberOf, textOf } from "../../read-json.ts";
import { AES_KEY } from "../settings.ts";
import type { Base } from "./item-base.ts";
import { readDelivery } from "./read-delivery.ts";
import { readEvent } from "./read-event.ts";
import { readMessage } from "./read-message.ts";

/** Message Push: one message or one event a delivery. What WeChat may send one day is of an unknown kind. */
export function parseDelivery(delivery: RawDelivery, channels: readonly ChannelForConnector<WechatSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return problem("", "This address serves no channel.");
  const read = readDelivery(delivery.body, channel.endpointSecrets?.[AES_KEY] ?? [], channel.settings.appId);
  if ("problem" in read) return problem("", read.problem);
  const { fields } = read;
  const from = textOf(fields, "FromUserName")?.trim() ?? "";
  const type = textOf(fields, "MsgType")?.trim().toLowerCase() ?? "";
  if (type === "") return problem("/MsgType", "It does not say what it is.");
  if (from === "" || from.length > 200) return problem("/FromUserName", "There is no usable id of the contact.");
  const base: Base = {
    channelExternalId: channel.externalId,
    occurredAt: instantOf(fields, delivery.receivedAt),
    party: { externalId: from, verified: true },
  };
  const result = type === "event" ? readEvent(fields, base) : readMessage(type, fields, base);
  return "problem" in result ? problem(result.path, result.problem) : { items: [result.item], problems: [] };
}

/** `CreateTime` is in seconds; a clock that runs ahead puts nothing into the future. */
function instantOf(fields: Json, receivedAt: number): number {
  const at = numberOf(fields, "CreateTime");
  return at === undefined || at <= 0 ? receivedAt : Math.min(Math.floor(at * 1000), receivedAt);
}

function problem(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}
