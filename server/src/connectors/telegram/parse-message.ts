import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem } from "../connector.ts";
import { type Json, memberOf, numberOf, textOf } from "../read-json.ts";
import { isSaid, kindOf } from "./message-kind.ts";
import { mediaOf } from "./message-media.ts";
import { wordsOf } from "./message-words.ts";
import { type Place, placeOf } from "./place.ts";
import { idOf } from "./read-id.ts";

/** What is known besides the update: whose it is and when it came (epoch milliseconds). */
export type UpdateContext = { readonly channelExternalId: string; readonly receivedAt: number };
export type Read = { readonly items: InboundItem[] } | { readonly path: string; readonly problem: string };

/** Something that we cannot show: it was said all the same. */
const UNSEEN = "❔";

/**
 * A message as one item. Of a business account what its owner wrote by phone comes too (`from` is not the chat): that is an
 * echo. Where something new was said it is shown that there is something; what Telegram itself tells of the chat (somebody joined,
 * a pinned message) is of an unknown kind, named by its member.
 */
export function readMessage(message: Json, context: UpdateContext): Read {
  const place = placeOf(message);
  if ("problem" in place) return place;
  // What a channel posts Telegram repeats in the group where it is talked about.
  if (place.isChannel || message.is_automatic_forward === true)
    return { items: [unknownKind("channel_post", context)] };
  const moved = movedChat(message, place);
  if (moved !== undefined) return { items: [newsOfMove(moved, place, context)] };
  const media = mediaOf(message, place.messageId);
  const isUnseen = media.length === 0 && isSaid(message);
  const text = wordsOf(message, place, isUnseen ? UNSEEN : undefined);
  if (text === "" && media.length === 0) return { items: [unknownKind(`message:${kindOf(message)}`, context)] };
  const replyTo = memberOf(message, "reply_to_message");
  const repliedTo = replyTo === undefined ? undefined : placeOf({ ...replyTo, ...businessOf(message) });
  const item: InboundItem = {
    type: "message",
    channelExternalId: context.channelExternalId,
    occurredAt: instantOf(message, "date", context),
    party: { ...place.party, ...attributesOf(message, place) },
    externalId: place.key,
    direction: place.isOwners ? "echo" : "in",
    text,
    media,
    visibility: "private",
    ...(place.threadKey === undefined ? {} : { threadKey: place.threadKey }),
    ...(repliedTo === undefined || "problem" in repliedTo ? {} : { replyToExternalId: repliedTo.key }),
    ...(place.isPrivate && !place.isOwners ? { asks: { profile: true } } : {}),
    automatic: message.is_from_offline === true || isMachine(message, place),
    ...contextOf(message),
  };
  return { items: [item] };
}

/** The whole message comes again under its id: with new words, or another picture. */
export function readEdited(message: Json, context: UpdateContext): Read {
  const place = placeOf(message);
  if ("problem" in place) return place;
  if (place.isChannel) return { items: [unknownKind("edited_channel_post", context)] };
  const media = mediaOf(message, place.messageId);
  const at = numberOf(message, "edit_date") === undefined ? "date" : "edit_date";
  const item: InboundItem = {
    type: "message_edited",
    channelExternalId: context.channelExternalId,
    occurredAt: instantOf(message, at, context),
    party: place.party,
    externalId: place.key,
    text: wordsOf(message, place),
    ...(media.length === 0 ? {} : { media }),
  };
  return { items: [item] };
}

export function unknownKind(hint: string, { channelExternalId, receivedAt }: UpdateContext): InboundItem {
  return {
    type: "unknown",
    channelExternalId,
    occurredAt: receivedAt,
    party: { externalId: "unknown" },
    hint: cleanText(hint).slice(0, 100),
  };
}

/** Telegram writes seconds; a clock that runs ahead puts nothing into the future. */
export function instantOf(of: Json, key: string, { receivedAt }: UpdateContext): number {
  const seconds = numberOf(of, key);
  if (seconds === undefined || seconds <= 0) return receivedAt;
  return Math.min(Math.floor(seconds * 1000), receivedAt);
}

/** Bots may write to one another. The stand-in of somebody who writes for a chat is a bot only in name. */
function isMachine(message: Json, place: Place): boolean {
  return memberOf(message, "from")?.is_bot === true && message.sender_chat === undefined && !place.isOwners;
}

type Move = { readonly from: string; readonly to: string };

/** A group has become a supergroup, under another id: both chats are told so. */
function movedChat(message: Json, { party }: Place): Move | undefined {
  const to = idOf(message, "migrate_to_chat_id");
  if (to !== undefined) return { from: party.externalId, to };
  const from = idOf(message, "migrate_from_chat_id");
  return from === undefined ? undefined : { from, to: party.externalId };
}

/** The group stays the contact that it was; what comes under its new id is its own. */
function newsOfMove({ from, to }: Move, { party }: Place, context: UpdateContext): InboundItem {
  const { channelExternalId, receivedAt: occurredAt } = context;
  return { type: "profile", channelExternalId, occurredAt, party: { ...party, externalId: from, aliases: [to] } };
}

function businessOf(message: Json): Json {
  const id = message.business_connection_id;
  return id === undefined ? {} : { business_connection_id: id };
}

/** Of a private chat: the contact's language, and what the link carried that brought them here (`/start <payload>`). */
function attributesOf(message: Json, place: Place): { attributes?: Record<string, string> } {
  if (!place.isPrivate || place.isOwners) return {};
  const language = textOf(memberOf(message, "from"), "language_code");
  const start = /^\/start\s+(\S{1,64})\s*$/.exec(textOf(message, "text") ?? "")?.[1];
  if (language === undefined && start === undefined) return {};
  return {
    attributes: {
      ...(language === undefined ? {} : { Language: language.slice(0, 35) }),
      ...(start === undefined ? {} : { "Start parameter": start }),
    },
  };
}

/** Kept beside it: which album it belongs to. */
function contextOf(message: Json): { context?: Record<string, unknown> } {
  const album = textOf(message, "media_group_id");
  return album === undefined ? {} : { context: { album: album.slice(0, 100) } };
}
