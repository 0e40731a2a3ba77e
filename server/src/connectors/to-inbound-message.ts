import { createHash } from "node:crypto";
import { type ChannelId, LONGEST_POST, type MessageId } from "@guichet/contract";
import { type ToldPhoto, toToldPhoto } from "../contacts/index.ts";
import type { InboundMessage } from "../conversations/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { isUuid } from "../lib/is-uuid.ts";
import type { ChannelForConnector, InboundItem, MediaRef } from "./connector.ts";

type MessageItem = Extract<InboundItem, { type: "message" }>;

const MOST_KEY = 500;
const MOST_NAME = 300;
const MOST_TEXT = 1_000_000;
const MOST_ADDRESS = 2000;

/** A parsed item in the core's words: any byte string becomes something that can be stored and shown (I14). */
export function toInboundMessage(item: MessageItem, channel: ChannelForConnector, deliveryId: string): InboundMessage {
  const { party } = item;
  return {
    channelId: channel.id as ChannelId,
    platform: channel.platform,
    externalId: toKey(item.externalId) || keyOfNameless(item, deliveryId),
    direction: item.direction,
    occurredAt: saneInstant(item.occurredAt),
    party: {
      externalId: toKey(party.externalId),
      ...(party.displayName ? { displayName: toName(party.displayName) } : {}),
      ...(party.handle ? { handle: toName(party.handle) } : {}),
      ...(party.verified === undefined ? {} : { verified: party.verified }),
      ...(party.attributes === undefined ? {} : { attributes: cleanAttributes(party.attributes) }),
      ...cleanPhoto(party),
    },
    text: toText(item.text),
    ...(item.html === undefined ? {} : { html: cleanText(item.html) }),
    ...(item.subject === undefined ? {} : { subject: cut(item.subject, 1000) }),
    visibility: item.visibility,
    ...(item.threadKey === undefined ? {} : { threadKey: toKey(item.threadKey) }),
    ...toPost(item),
    ...(item.replyToExternalId === undefined ? {} : { replyToExternalId: toKey(item.replyToExternalId) }),
    ...(item.asks === undefined ? {} : { asks: toAsks(item.asks) }),
    automatic: item.automatic,
    ...(item.reaction === undefined ? {} : { reaction: item.reaction }),
    ...(item.messageId === undefined || !isUuid(item.messageId)
      ? {}
      : { messageId: item.messageId.toLowerCase() as MessageId }),
    ...(item.context === undefined ? {} : { context: cleanJson(item.context) }),
    media: item.media.map(toMedia),
    deliveryId,
  };
}

export function toMedia(media: MediaRef): InboundMessage["media"][number] {
  return {
    ...media,
    name: toName(media.name ?? ""),
    type: cut(media.type ?? "", 200) || "application/octet-stream",
  };
}

function toAsks({ profile, postId }: NonNullable<MessageItem["asks"]>): NonNullable<InboundMessage["asks"]> {
  return { ...(profile === true ? { profile } : {}), ...(postId === undefined ? {} : { postId: toKey(postId) }) };
}

/** Only what everybody reads stands under a post; one of which nothing is told is none. */
export function toPost({ post, visibility }: Pick<MessageItem, "post" | "visibility">): Pick<InboundMessage, "post"> {
  if (post === undefined || visibility !== "public") return {};
  const text = cut(post.text, LONGEST_POST).trim();
  const url = toWebAddress(post.url);
  if (text === "" && url === undefined && post.image === undefined && !post.dark) return {};
  return {
    post: {
      ...{ text, dark: post.dark },
      ...(url === undefined ? {} : { url }),
      ...(post.image === undefined ? {} : { image: { ...post.image, name: toName(post.image.name ?? "") } }),
    },
  };
}

/** What a person may be sent to; undefined: it is no address of the web. */
function toWebAddress(written: string | undefined): string | undefined {
  const url = written === undefined ? null : URL.parse(written);
  const isWeb = url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
  return isWeb && url.href.length <= MOST_ADDRESS ? url.href : undefined;
}

/** A key must fit an index: longer ones are replaced by their hash, never cut (two must not become one). */
export function toKey(value: string): string {
  const clean = cleanText(value);
  return clean === value && value.length <= MOST_KEY
    ? value
    : `sha256:${createHash("sha256").update(value).digest("hex")}`;
}

/** I2: an empty id is no id, never equal to another empty one; the same delivery read again gives the same key. */
function keyOfNameless(item: MessageItem, deliveryId: string): string {
  const said = JSON.stringify([item.party.externalId, item.occurredAt, item.subject, item.text, item.media]);
  return `nameless:${deliveryId}:${createHash("sha256").update(said).digest("hex")}`;
}

/** At most so many units of it, storable: a cut through a character must leave no half of it. */
export function cut(value: string, most: number): string {
  return cleanText(value.slice(0, most));
}

export function toName(value: string): string {
  return cut(value, MOST_NAME);
}

export function toText(value: string): string {
  return cut(value, MOST_TEXT);
}

/** What a platform told of a person who has written before. */
export function cleanParty(
  told: Pick<MessageItem["party"], "displayName" | "handle" | "attributes" | "photo">,
): Pick<InboundMessage["party"], "displayName" | "handle" | "attributes" | "photo"> {
  return {
    ...(told.displayName ? { displayName: toName(told.displayName) } : {}),
    ...(told.handle ? { handle: toName(told.handle) } : {}),
    ...(told.attributes === undefined ? {} : { attributes: cleanAttributes(told.attributes) }),
    ...cleanPhoto(told),
  };
}

/** Left out where nothing was said, or nothing that can be kept. */
export function cleanPhoto({ photo }: Pick<MessageItem["party"], "photo">): { photo?: ToldPhoto } {
  const told = photo === undefined ? undefined : toToldPhoto(photo);
  return told === undefined ? {} : { photo: told };
}

export function cleanAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(attributes).slice(0, 100);
  return Object.fromEntries(entries.map(([name, value]) => [cut(name, 100), cut(value, 1000)]));
}

/** Strings of a JSON value made storable. */
function cleanJson(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "string" ? cleanText(inner) : inner)),
  ) as Record<string, unknown>;
}

/** A clock gone mad must not break a column: years 1970 to 9999. */
export function saneInstant(at: number): number {
  return Number.isFinite(at) && at >= 0 && at < 253_402_300_799_000 ? at : Date.now();
}
