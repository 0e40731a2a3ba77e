import type { Chat, FileRef, Message, Update, User } from "./wire.ts";
import type { BotWorld } from "./world.ts";

export type NewContact = {
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly language?: string;
};
export type SentFile = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: string;
  readonly caption?: string;
};

/** A person in Telegram, in a private chat with the bot: everything one can do there. */
export type Contact = {
  readonly id: number;
  readonly user: User;
  start(payload?: string): Message;
  write(text: string, options?: { readonly replyTo?: number }): Message;
  sendPhoto(photo: SentFile): Message;
  sendDocument(file: SentFile): Message;
  sendAlbum(photos: readonly SentFile[]): Message[];
  sendLocation(latitude: number, longitude: number): Message;
  edit(messageId: number, text: string): Message;
  /** Another photo in its place, with its caption. */
  editPhoto(messageId: number, photo: SentFile): Message;
  react(messageId: number, emoji: readonly string[]): Update;
  /** Presses a button under one of the bot's messages. */
  press(messageId: number, data: string): Update;
  block(): Update;
  unblock(): Update;
  /** The chat as this person sees it, the oldest first. */
  chat(): readonly Message[];
};

const MOST_SIDE = 1280;

export function createContact(world: BotWorld, id: number, given: NewContact): Contact {
  const named = {
    id,
    first_name: given.firstName,
    ...(given.lastName === undefined ? {} : { last_name: given.lastName }),
    ...(given.username === undefined ? {} : { username: given.username }),
  };
  const chat: Chat = { ...named, type: "private" };
  const user: User = { ...named, is_bot: false, language_code: given.language ?? "en" };
  const person = { user, chat, started: false, blocked: false };
  world.people.set(id, person);

  function write(content: Partial<Message>): Message {
    person.started = true;
    const message = world.keep({ message_id: world.nextMessageId(), from: user, chat, date: world.date(), ...content });
    world.tell(id, { message });
    return message;
  }
  const find = (messageId: number): Message => {
    const found = world.messages.find((one) => one.message_id === messageId);
    if (found === undefined) throw new Error(`There is no message ${messageId}.`);
    return found;
  };
  function tellEdited(edited: Message): Message {
    const message = world.keep({ ...edited, edit_date: world.date() });
    world.tell(id, { edited_message: message });
    return message;
  }
  const stateOf = (status: string) => ({ user: world.user, status });
  function setBlocked(blocked: boolean): Update {
    person.blocked = blocked;
    const [before, after] = blocked ? ["member", "kicked"] : ["kicked", "member"];
    return world.tell(id, {
      my_chat_member: {
        ...{ chat, from: user, date: world.date() },
        ...{ old_chat_member: stateOf(before), new_chat_member: stateOf(after) },
      },
    });
  }

  return {
    id,
    user,
    start: (payload) => write({ text: payload === undefined ? "/start" : `/start ${payload}` }),
    write(text, { replyTo } = {}) {
      if (replyTo === undefined) return write({ text });
      const { reply_to_message: _deeper, ...flat } = find(replyTo);
      return write({ text, reply_to_message: flat });
    },
    sendPhoto: (photo) => write({ ...captionOf(photo), photo: photoSizes(world, photo) }),
    sendDocument: (file) => write({ ...captionOf(file), document: keepFile(world, file, "documents") }),
    sendAlbum: (photos) => {
      const album = String(20_000 + world.nextMessageId());
      return photos.map((one) => write({ ...captionOf(one), media_group_id: album, photo: photoSizes(world, one) }));
    },
    sendLocation: (latitude, longitude) => write({ location: { latitude, longitude } }),
    edit(messageId, text) {
      const before = find(messageId);
      const words = before.caption === undefined && before.photo === undefined ? { text } : { caption: text };
      return tellEdited({ ...before, ...words });
    },
    editPhoto: (messageId, photo) =>
      tellEdited({ ...find(messageId), ...captionOf(photo), photo: photoSizes(world, photo) }),
    react(messageId, emoji) {
      const toReactions = (list: readonly string[]) => list.map((one) => ({ type: "emoji", emoji: one }) as const);
      const before = world.reactions.get(messageId) ?? [];
      world.reactions.set(messageId, emoji);
      return world.tell(id, {
        message_reaction: {
          ...{ chat, message_id: find(messageId).message_id, user, date: world.date() },
          ...{ old_reaction: toReactions(before), new_reaction: toReactions(emoji) },
        },
      });
    },
    press: (messageId, data) =>
      world.tell(id, {
        callback_query: {
          ...{ id: `${id}${world.updates().length}`, from: user, chat_instance: String(id) },
          ...{ message: find(messageId), data },
        },
      }),
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
    chat: () => world.messages.filter((one) => one.chat.id === id),
  };
}

function captionOf({ caption }: SentFile): Partial<Message> {
  return caption === undefined || caption === "" ? {} : { caption };
}

function keepFile(world: BotWorld, { bytes, name, type }: SentFile, folder: string): FileRef {
  return world.files.add(bytes, { name, type, folder }).ref;
}

/** Telegram makes smaller copies, and forgets the name. */
function photoSizes(world: BotWorld, { bytes, type }: SentFile): FileRef[] {
  const size = (side: number): FileRef => {
    const { ref } = world.files.add(bytes, { type, folder: "photos" });
    const { mime_type: _type, ...bare } = ref;
    return { ...bare, width: side, height: Math.round(side * 0.75) };
  };
  return [size(90), size(320), size(MOST_SIDE)];
}
