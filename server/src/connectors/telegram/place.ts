import type { InboundParty } from "../connector.ts";
import { type Json, memberOf, textOf } from "../read-json.ts";
import { idOf } from "./read-id.ts";

/** Where a message stands: in whose chat, under which key. */
export type Place = {
  readonly party: InboundParty;
  readonly messageId: string;
  /** Unique in the channel. */
  readonly key: string;
  readonly threadKey?: string;
  readonly isPrivate: boolean;
  readonly isChannel: boolean;
  /** Somebody of the brand wrote it, by phone. */
  readonly isOwners: boolean;
  /** In a group: who of it wrote. */
  readonly sender?: string;
};

/**
 * A private chat has its person's id, so the person is the contact. A group is one contact with one conversation, named by
 * its title; who of it wrote stands before the words. The direct messages of a channel are one chat with a topic for each
 * person, who is the contact there. Message ids are unique in a chat alone; those of a business account's chats are its
 * owner's own, so that they have keys of their own and are answered on their connection.
 */
export function placeOf(message: Json): Place | { path: string; problem: string } {
  const chat = memberOf(message, "chat");
  const chatId = idOf(chat, "id");
  // Who writes for a chat (a nameless administrator, a channel) comes with a stand-in as `from`.
  const from = memberOf(message, "sender_chat") ?? memberOf(message, "from");
  const messageId = messageIdOf(message, from);
  if (chat === undefined || chatId === undefined) return { path: "/chat", problem: "There is no usable chat id." };
  if (messageId === undefined) return { path: "/message_id", problem: "There is no usable message id." };
  const business = textOf(message, "business_connection_id");
  const type = textOf(chat, "type") ?? "private";
  const topic = memberOf(message, "direct_messages_topic");
  const person = memberOf(topic, "user");
  const personId = idOf(person, "id");
  const isPrivate = type === "private" || personId !== undefined;
  const party = person !== undefined && personId !== undefined ? partyOf(person, personId) : partyOf(chat, chatId);
  return {
    party,
    messageId,
    key: messageKey(chatId, messageId, business),
    ...threadOf(message, chatId, business),
    isPrivate,
    isChannel: type === "channel" && topic === undefined,
    isOwners:
      personId === undefined ? business !== undefined && isOther(from, chatId) : isChannels(message, chat, personId),
    ...(isPrivate ? {} : { sender: nameOf(from) ?? "" }),
  };
}

function isOther(sender: Json | undefined, personId: string): boolean {
  const id = idOf(sender, "id");
  return id !== undefined && id !== personId;
}

/** The user in whose name Telegram itself writes. */
const TELEGRAM = "777000";

/**
 * In the direct messages of a channel, where its person may write as a channel of their own: the parent channel's answer, or
 * another user's. A message names the parent by nothing but the title, which its direct messages bear as well.
 */
function isChannels(message: Json, chat: Json, personId: string): boolean {
  const from = memberOf(message, "from");
  const channel = memberOf(message, "sender_chat");
  if (channel === undefined) return isOther(from, personId);
  if (from?.is_bot !== true && idOf(from, "id") !== TELEGRAM && isOther(from, personId)) return true;
  const parents = [idOf(chat, "id"), idOf(memberOf(chat, "parent_chat"), "id")].filter((id) => id !== undefined);
  const title = textOf(chat, "title");
  return parents.includes(idOf(channel, "id") ?? "") || (title !== undefined && textOf(channel, "title") === title);
}

/** What only one person of a group sees is counted apart, by that person. */
function messageIdOf(message: Json, from: Json | undefined): string | undefined {
  const hidden = idOf(message, "ephemeral_message_id");
  return hidden === undefined ? idOf(message, "message_id") : `ephemeral-${idOf(from, "id") ?? ""}-${hidden}`;
}

/** `<chat>:<message>`, and before it the connection where a business account's owner has the chat. */
export function messageKey(chatId: string, messageId: string, business?: string): string {
  return `${business === undefined ? "" : `business:${business}:`}${chatId}:${messageId}`;
}

/** A chat names its person as `from` does (first_name, last_name, username), a group by its title. */
export function partyOf(chat: Json, id: string): InboundParty {
  const name = nameOf(chat);
  const username = textOf(chat, "username");
  return {
    externalId: id,
    ...(name === undefined ? {} : { displayName: name }),
    ...(username === undefined ? {} : { handle: `@${username}` }),
    verified: true,
  };
}

export function nameOf(of: Json | undefined): string | undefined {
  const person = [textOf(of, "first_name"), textOf(of, "last_name")].filter((part) => part !== undefined).join(" ");
  return textOf(of, "title") ?? (person === "" ? textOf(of, "username") : person);
}

/** Prefix of what keeps a business account's exchange apart; the connection follows, which `send` answers on. */
export const BUSINESS_THREAD = "business:";
export const TOPIC_THREAD = "topic:";
/** Prefix of what is written to a channel; its chat and the person's topic in it follow, which `send` answers in. */
export const DIRECT_THREAD = "direct:";

function threadOf(message: Json, chatId: string, business: string | undefined): { threadKey?: string } {
  if (business !== undefined) return { threadKey: `${BUSINESS_THREAD}${business}` };
  const direct = idOf(memberOf(message, "direct_messages_topic"), "topic_id");
  if (direct !== undefined) return { threadKey: `${DIRECT_THREAD}${chatId}:${direct}` };
  const topic = message.is_topic_message === true ? idOf(message, "message_thread_id") : undefined;
  return topic === undefined ? {} : { threadKey: `${TOPIC_THREAD}${topic}` };
}
