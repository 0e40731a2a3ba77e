import type { InboundItem } from "../connector.ts";
import { type Json, listOf, memberOf, textOf } from "../read-json.ts";
import { instantOf, type Read, type UpdateContext, unknownKind } from "./parse-message.ts";
import { messageKey, nameOf, partyOf, placeOf } from "./place.ts";
import { idOf } from "./read-id.ts";

/** The name of the contact's attribute that says so. */
const BLOCKED = "Blocked the bot";

/** `message_reaction`: all that one person has put under a message now; a picture of one's own or a paid star has no emoji. */
export function readReaction(reaction: Json, context: UpdateContext): Read {
  const place = placeOf(reaction);
  if ("problem" in place) return place;
  if (place.isChannel) return { items: [unknownKind("message_reaction", context)] };
  const by = idOf(memberOf(reaction, "user"), "id") ?? idOf(memberOf(reaction, "actor_chat"), "id");
  const emoji = listOf(reaction, "new_reaction").map((one) => textOf(one, "emoji") ?? "⭐");
  return {
    items: [
      {
        type: "reaction",
        channelExternalId: context.channelExternalId,
        occurredAt: instantOf(reaction, "date", context),
        party: place.party,
        externalId: place.key,
        by: by ?? place.party.externalId,
        emoji: emoji.slice(0, 20),
      },
    ],
  };
}

/** A pressed button says what stands on it. The key is the press's own: pressing twice is saying it twice. */
export function readCallback(query: Json, context: UpdateContext): Read {
  const id = textOf(query, "id");
  const from = memberOf(query, "from");
  const fromId = idOf(from, "id");
  if (id === undefined || from === undefined || fromId === undefined)
    return { path: "", problem: "There is no usable id of the press or its person." };
  const pressed = memberOf(query, "message");
  const place = pressed === undefined ? undefined : placeOf(pressed);
  const found = place === undefined || "problem" in place ? undefined : place;
  const isPrivate = found === undefined || found.isPrivate;
  const data = textOf(query, "data");
  const text = textOnButton(pressed, data) ?? data ?? textOf(query, "game_short_name");
  if (text === undefined) return { items: [unknownKind("callback_query", context)] };
  const item: InboundItem = {
    type: "message",
    channelExternalId: context.channelExternalId,
    // Presses carry no time; in whole seconds, as messages count, so that the next message is not older.
    occurredAt: Math.floor(context.receivedAt / 1000) * 1000,
    party: isPrivate ? partyOf(from, fromId) : found.party,
    externalId: `callback:${id}`,
    direction: "in",
    text: isPrivate ? text : `${nameOf(from) ?? fromId}: ${text}`,
    media: [],
    visibility: "private",
    ...(found?.threadKey === undefined ? {} : { threadKey: found.threadKey }),
    ...(found === undefined ? {} : { replyToExternalId: found.key }),
    automatic: false,
    ...(data === undefined ? {} : { context: { button: data.slice(0, 200) } }),
  };
  return { items: [item] };
}

function textOnButton(message: Json | undefined, data: string | undefined): string | undefined {
  const rows = memberOf(message, "reply_markup")?.inline_keyboard;
  if (!Array.isArray(rows) || data === undefined) return undefined;
  const buttons = rows.flatMap((row: unknown) => listOf({ row }, "row"));
  return textOf(
    buttons.find((button) => textOf(button, "callback_data") === data),
    "text",
  );
}

/** `my_chat_member` of a private chat: the contact blocked the bot (`kicked`) or started it again (`member`). */
export function readBlocked(change: Json, context: UpdateContext): Read {
  const chat = memberOf(change, "chat");
  const chatId = idOf(chat, "id");
  const status = textOf(memberOf(change, "new_chat_member"), "status");
  if (chat === undefined || chatId === undefined || status === undefined)
    return { path: "", problem: "There is no usable chat or state." };
  if (textOf(chat, "type") !== "private") return { items: [unknownKind(`my_chat_member:${status}`, context)] };
  const occurredAt = instantOf(change, "date", context);
  const isBlocked = status === "kicked";
  const since = new Date(occurredAt).toISOString().slice(0, 10);
  const party = partyOf(chat, chatId);
  const base = { channelExternalId: context.channelExternalId, occurredAt };
  return {
    items: [
      { ...base, type: "profile", party: { ...party, attributes: { [BLOCKED]: isBlocked ? since : "" } } },
      { ...base, type: "subscription", party, change: isBlocked ? "opted_out" : "opted_in" },
    ],
  };
}

/** Only a business account's chats tell of deletions. */
export function readDeleted(deleted: Json, context: UpdateContext): Read {
  const chat = memberOf(deleted, "chat");
  const chatId = idOf(chat, "id");
  const connection = textOf(deleted, "business_connection_id");
  const ids = Array.isArray(deleted.message_ids) ? deleted.message_ids.slice(0, 1000) : [];
  if (chat === undefined || chatId === undefined || connection === undefined || ids.length === 0)
    return { path: "", problem: "It does not say what was deleted." };
  const items = ids.flatMap((id: unknown): InboundItem[] => {
    const messageId = idOf({ id }, "id");
    if (messageId === undefined) return [];
    return [
      {
        type: "message_deleted",
        channelExternalId: context.channelExternalId,
        occurredAt: context.receivedAt,
        party: partyOf(chat, chatId),
        externalId: messageKey(chatId, messageId, connection),
      },
    ];
  });
  return items.length > 0 ? { items } : { path: "/message_ids", problem: "There is no usable message id." };
}
