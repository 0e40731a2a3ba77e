import { createHash } from "node:crypto";
import type { ChannelId, MessageId } from "@guichet/contract";
import type { InboundMessage } from "../conversations/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";

type MessageItem = Extract<InboundItem, { type: "message" }>;

const MOST_KEY = 500;
const MOST_NAME = 300;
const MOST_TEXT = 1_000_000;

/** A parsed item in the core's words: any byte string becomes something that can be stored and shown (I14). */
export function toInboundMessage(item: MessageItem, channel: ChannelForConnector, deliveryId: string): InboundMessage {
  const { party } = item;
  return {
    channelId: channel.id as ChannelId,
    platform: channel.platform,
    externalId: toKey(item.externalId),
    direction: item.direction,
    occurredAt: saneInstant(item.occurredAt),
    party: {
      externalId: toKey(party.externalId),
      ...(party.displayName ? { displayName: toName(party.displayName) } : {}),
      ...(party.handle ? { handle: toName(party.handle) } : {}),
      ...(party.verified === undefined ? {} : { verified: party.verified }),
      ...(party.attributes === undefined ? {} : { attributes: cleanAttributes(party.attributes) }),
    },
    text: cleanText(item.text).slice(0, MOST_TEXT),
    ...(item.html === undefined ? {} : { html: cleanText(item.html) }),
    ...(item.subject === undefined ? {} : { subject: cleanText(item.subject).slice(0, 1000) }),
    visibility: item.visibility,
    ...(item.threadKey === undefined ? {} : { threadKey: toKey(item.threadKey) }),
    ...(item.replyToExternalId === undefined ? {} : { replyToExternalId: toKey(item.replyToExternalId) }),
    automatic: item.automatic,
    ...(item.messageId === undefined || !/^[0-9a-f-]{36}$/.test(item.messageId)
      ? {}
      : { messageId: item.messageId as MessageId }),
    ...(item.context === undefined ? {} : { context: cleanJson(item.context) }),
    media: item.media.map((media) => ({
      ...media,
      name: toName(media.name ?? ""),
      type: cleanText(media.type ?? "").slice(0, 200) || "application/octet-stream",
    })),
    deliveryId,
  };
}

/** A key must fit an index: longer ones are replaced by their hash, never cut (two must not become one). */
export function toKey(value: string): string {
  const clean = cleanText(value);
  return clean === value && value.length <= MOST_KEY
    ? value
    : `sha256:${createHash("sha256").update(value).digest("hex")}`;
}

function toName(value: string): string {
  return cleanText(value).slice(0, MOST_NAME);
}

export function cleanAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(attributes).slice(0, 100);
  return Object.fromEntries(
    entries.map(([name, value]) => [cleanText(name).slice(0, 100), cleanText(value).slice(0, 1000)]),
  );
}

/** Strings of a JSON value made storable. */
function cleanJson(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "string" ? cleanText(inner) : inner)),
  ) as Record<string, unknown>;
}

/** A clock gone mad must not break a column: years 1970 to 9999. */
function saneInstant(at: number): number {
  return Number.isFinite(at) && at >= 0 && at < 253_402_300_799_000 ? at : Date.now();
}
