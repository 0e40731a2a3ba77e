import type { Account, Deed, FileKind, Network, ShownChat, ShownMessage } from "../telephone/network.ts";
import { DeedRefused, PLAIN } from "../telephone/network.ts";
import type { Contact } from "./contact.ts";
import type { Bot, TelegramSimulator } from "./telegram-simulator.ts";
import type { FileRef, Message } from "./wire.ts";

const REACTIONS = ["👍", "❤"];

/** Telegram on the contact's telephone. */
export function telegramNetwork(simulator: TelegramSimulator): Network {
  return {
    id: "telegram",
    name: "Telegram",
    hue: 235,
    accounts: () => simulator.bots().map((bot) => toAccount(simulator, bot)),
  };
}

function toAccount({ apiUrl, fileUrl }: TelegramSimulator, bot: Bot): Account {
  return {
    id: String(bot.id),
    name: bot.world.user.first_name,
    address: `@${bot.username}`,
    isConnected: bot.world.webhook !== undefined,
    credentials: [
      { field: "token", label: "Bot token", value: bot.world.token },
      { field: "apiUrl", label: "Bot API address", value: apiUrl },
      { field: "fileUrl", label: "File address", value: fileUrl },
    ],
    contacts: () =>
      bot.contacts().map(({ id, user }) => ({
        id: String(id),
        name: [user.first_name, user.last_name].join(" ").trim(),
        chats: [{ id: String(id), name: "Private chat", kind: "direct" }],
      })),
    chat: (contact) => viewChat(bot, findContact(bot, contact)),
    do: (contact, _chat, deed) => doDeed(findContact(bot, contact), deed),
    file: async (id) => {
      const file = bot.world.files.byId(id);
      return file === undefined
        ? undefined
        : { bytes: file.bytes, type: file.type, name: file.ref.file_name ?? "photo.jpg" };
    },
  };
}

function findContact(bot: Bot, id: string): Contact {
  const contact = bot.contacts().find((one) => String(one.id) === id);
  if (contact === undefined) throw new DeedRefused(`There is no contact ${id}.`);
  return contact;
}

function viewChat(bot: Bot, contact: Contact): ShownChat {
  const isBlocked = bot.world.people.get(contact.id)?.blocked ?? false;
  return {
    note: isBlocked ? "You have blocked this bot." : null,
    typing: (bot.world.typingUntil.get(contact.id) ?? 0) > bot.world.now(),
    post: null,
    messages: contact.chat().map((message) => toShown(bot, message)),
    can: { write: true, file: true, place: true, read: false },
    acts: [isBlocked ? { id: "unblock", label: "Unblock" } : { id: "block", label: "Block" }],
  };
}

function toShown(bot: Bot, message: Message): ShownMessage {
  const { location, reply_to_message: answered } = message;
  const mine = !message.from.is_bot;
  return {
    ...PLAIN,
    id: String(message.message_id),
    mine,
    at: message.date * 1000,
    text: message.text ?? message.caption ?? "",
    edited: message.edit_date !== undefined,
    quote: answered === undefined ? null : (answered.text ?? answered.caption ?? "…"),
    files: filesOf(message),
    place: location === undefined ? null : { ...location, title: "" },
    reactions: bot.world.reactions.get(message.message_id) ?? [],
    buttons: buttonsOf(message.reply_markup),
    can: { answer: true, edit: mine && location === undefined, delete: false, react: mine ? [] : REACTIONS },
  };
}

function filesOf(message: Message): ShownMessage["files"] {
  const of = (file: FileRef | undefined, kind: FileKind) =>
    file === undefined ? [] : [{ id: file.file_id, name: file.file_name ?? "file", kind }];
  return [
    ...of(message.photo?.at(-1), "picture"),
    ...of(message.video ?? message.animation, "video"),
    ...of(message.audio ?? message.voice, "audio"),
    ...of(message.document, "file"),
  ];
}

function buttonsOf(markup: unknown): ShownMessage["buttons"] {
  const rows: unknown = typeof markup === "object" && markup !== null ? Reflect.get(markup, "inline_keyboard") : [];
  const all: unknown[] = Array.isArray(rows) ? rows.flat() : [];
  return all.flatMap((button) => {
    if (typeof button !== "object" || button === null) return [];
    return [{ text: String(Reflect.get(button, "text")), data: String(Reflect.get(button, "callback_data") ?? "") }];
  });
}

function doDeed(contact: Contact, deed: Deed): void {
  switch (deed.do) {
    case "write":
      contact.write(deed.text, deed.replyTo === undefined ? {} : { replyTo: Number(deed.replyTo) });
      return;
    case "file": {
      const { base64, type, name, caption } = deed;
      const sent = { bytes: Buffer.from(base64, "base64"), type, name, caption };
      if (type.startsWith("image/")) contact.sendPhoto(sent);
      else contact.sendDocument(sent);
      return;
    }
    case "place":
      contact.sendLocation(deed.latitude, deed.longitude);
      return;
    case "edit":
      contact.edit(Number(deed.message), deed.text);
      return;
    case "react":
      contact.react(Number(deed.message), deed.emoji);
      return;
    case "press":
      contact.press(Number(deed.message), deed.data);
      return;
    case "act":
      if (deed.id === "block") contact.block();
      else contact.unblock();
      return;
    case "delete":
    case "read":
      throw new DeedRefused("Telegram tells bots nothing of this.");
  }
}
