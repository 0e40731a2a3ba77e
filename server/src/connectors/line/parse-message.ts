import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem } from "../connector.ts";
import { idOf, type Json, memberOf, numberOf, rawOf, textOf } from "../read-json.ts";
import { mediaOf } from "./message-media.ts";
import { wordsOf } from "./message-words.ts";
import { type Place, placeOf } from "./place.ts";

/** What is known besides the event: whose it is and when it came (epoch milliseconds). */
export type EventContext = { readonly channelExternalId: string; readonly receivedAt: number };
export type Read = { readonly items: InboundItem[] } | { readonly path: string; readonly problem: string };

/** A longer token is none of LINE's; a context has room for 16 kB. */
const MOST_TOKEN = 1000;

/** A message of a contact as one item; its id is a string of digits, unique in the account. */
export function readMessage(event: Json, context: EventContext): Read {
  const place = placeOf(event);
  if ("problem" in place) return place;
  const message = memberOf(event, "message");
  const id = idOf(message, "id");
  if (message === undefined || id === undefined)
    return { path: "/message/id", problem: "There is no usable message id." };
  const media = mediaOf(message, id);
  const text = wordsOf(message);
  if (text === "" && media.length === 0)
    return { items: [unknownKind(`message:${textOf(message, "type") ?? "empty"}`, event, context)] };
  const quoted = idOf(message, "quotedMessageId");
  const occurredAt = instantOf(event, context);
  const item: InboundItem = {
    type: "message",
    channelExternalId: context.channelExternalId,
    occurredAt,
    party: place.party,
    externalId: id,
    direction: "in",
    text,
    media,
    visibility: "private",
    ...(quoted === undefined ? {} : { replyToExternalId: quoted }),
    automatic: false,
    // A room of several people has no name.
    ...(place.type === "room" ? {} : { asks: { profile: true } }),
    context: contextOf(event, message, place, occurredAt),
  };
  return { items: [item] };
}

/** What replies need: how to answer for nothing, how to quote, how to mark as read; and who of a group wrote. */
export function contextOf(
  event: Json,
  message: Json | undefined,
  place: Place,
  occurredAt: number,
): Record<string, unknown> {
  const replyToken = tokenOf(event, "replyToken");
  const quoteToken = tokenOf(message, "quoteToken");
  const markAsReadToken = tokenOf(message, "markAsReadToken");
  const set = memberOf(message, "imageSet");
  const album = textOf(set, "id");
  return {
    ...(replyToken === undefined ? {} : { replyToken, replyTokenAt: occurredAt }),
    ...(quoteToken === undefined ? {} : { quoteToken }),
    ...(markAsReadToken === undefined ? {} : { markAsReadToken }),
    ...(place.type === "user" || place.senderId === undefined ? {} : { sender: place.senderId.slice(0, 100) }),
    ...(album === undefined ? {} : { album: album.slice(0, 100), place: numberOf(set, "index") ?? 0 }),
    // Another application has the chat for now: LINE refuses what is sent.
    ...(textOf(event, "mode") === "standby" ? { standby: true } : {}),
  };
}

function tokenOf(of: Json | undefined, key: string): string | undefined {
  const token = textOf(of, key);
  return token !== undefined && token.length <= MOST_TOKEN ? token : undefined;
}

export function unknownKind(hint: string, event: Json | undefined, context: EventContext): InboundItem {
  const place = event === undefined ? undefined : placeOf(event);
  return {
    type: "unknown",
    channelExternalId: context.channelExternalId,
    occurredAt: event === undefined ? context.receivedAt : instantOf(event, context),
    party: place === undefined || "problem" in place ? { externalId: "unknown" } : place.party,
    hint: cleanText(hint.slice(0, 100)),
  };
}

/** LINE writes milliseconds; when it delivers again it repeats the first time. A clock that runs ahead puts nothing into the future. */
export function instantOf(event: Json, { receivedAt }: EventContext): number {
  const at = numberOf(event, "timestamp");
  if (at === undefined || at <= 0 || typeof rawOf(event, "timestamp") !== "number") return receivedAt;
  return Math.min(Math.floor(at), receivedAt);
}
