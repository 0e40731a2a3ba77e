import type { MetaSimulator } from "../meta/meta-simulator.ts";
import type { Account, Deed, FileKind, Network, ShownChat, ShownMessage } from "../telephone/network.ts";
import { DeedRefused, PLAIN } from "../telephone/network.ts";
import type { WhatsappAccount } from "./whatsapp-account.ts";
import type { WhatsappContact } from "./whatsapp-contact.ts";
import type { WhatsappNumber } from "./whatsapp-number.ts";
import type { Message } from "./wire.ts";

const REACTIONS = ["👍", "❤️", "😂"];
const DAY_MS = 24 * 3_600_000;

/** WhatsApp on the contact's telephone. */
export function whatsappNetwork(simulator: MetaSimulator, accounts: readonly WhatsappAccount[]): Network {
  return {
    id: "whatsapp",
    name: "WhatsApp",
    hue: 150,
    accounts: () => accounts.flatMap((one) => one.numbers.map((number) => toAccount(simulator, one, number))),
  };
}

function toAccount(simulator: MetaSimulator, { app, id, token }: WhatsappAccount, number: WhatsappNumber): Account {
  return {
    id: number.id,
    name: number.name,
    address: number.display,
    isConnected: simulator.accounts.get(id)?.subscribed.has(app.id) ?? false,
    credentials: [
      { field: "appId", label: "App ID", value: app.id },
      { field: "appSecret", label: "App secret", value: app.secret },
      { field: "token", label: "Access token", value: token },
      { field: "wabaId", label: "WhatsApp business account ID", value: id },
      { field: "phoneNumberId", label: "Phone number ID", value: number.id },
      { field: "graphUrl", label: "Graph API address", value: simulator.graphUrl },
    ],
    contacts: () =>
      number.contacts().map(({ key, name }) => ({
        id: key,
        name,
        chats: [{ id: key, name: "Chat", kind: "direct" }],
      })),
    chat: (contact) => viewChat(number, findContact(number, contact)),
    do: (contact, _chat, deed) => doDeed(findContact(number, contact), deed),
    file: async (fileId) => number.files.byId(fileId),
  };
}

function findContact(number: WhatsappNumber, key: string): WhatsappContact {
  const contact = number.contacts().find((one) => one.key === key);
  if (contact === undefined) throw new DeedRefused(`There is no contact ${key}.`);
  return contact;
}

function viewChat(number: WhatsappNumber, contact: WhatsappContact): ShownChat {
  return {
    note: contact.blocked ? "You have blocked this business." : null,
    typing: (number.typingFor.get(contact.key) ?? 0) > number.now(),
    post: null,
    messages: contact
      .chat()
      .filter(({ state }) => state !== "failed")
      .map((message) => toShown(number, message)),
    can: { write: true, file: true, place: true, read: true },
    acts: [
      contact.blocked ? { id: "unblock", label: "Unblock" } : { id: "block", label: "Block" },
      { id: "later", label: "A day goes by" },
      { id: "number", label: "New number", ask: "Which number do you have now? Digits only." },
    ],
  };
}

function toShown(number: WhatsappNumber, message: Message): ShownMessage {
  const { id, mine, content, shown, deleted } = message;
  const quoted = number.messages.find((one) => one.id === message.quoted);
  const own = number.reactions.get(id);
  const place = message.type === "location" ? placeOf(content) : null;
  return {
    ...PLAIN,
    ...{ id, mine, at: message.at * 1000, text: message.text, edited: message.edited, deleted, place },
    header: shown?.header ?? null,
    footer: shown?.footer ?? null,
    quote: quoted === undefined ? null : quoted.text || "…",
    files: deleted ? [] : filesOf(number, message),
    reactions: own === undefined ? [] : [own],
    buttons: (shown?.buttons ?? []).map((one) => ("url" in one ? one : { text: one.text, data: one.payload })),
    tick: mine ? (number.readByBusiness.has(id) ? "read" : "delivered") : null,
    can: {
      answer: !deleted,
      edit: mine && message.type === "text" && !deleted,
      delete: mine && !deleted,
      react: mine || deleted ? [] : REACTIONS,
    },
  };
}

function placeOf({ latitude, longitude, name }: Message["content"]): ShownMessage["place"] {
  return { latitude: Number(latitude), longitude: Number(longitude), title: typeof name === "string" ? name : "" };
}

const KINDS: Readonly<Record<string, FileKind>> = {
  image: "picture",
  sticker: "picture",
  video: "video",
  audio: "audio",
  document: "file",
};

function filesOf(number: WhatsappNumber, { type, content }: Message): ShownMessage["files"] {
  const kind = KINDS[type];
  const file = number.files.byId(String(content.id ?? ""));
  return kind === undefined || file === undefined ? [] : [{ id: file.id, name: file.name, kind }];
}

function doDeed(contact: WhatsappContact, deed: Deed): void {
  switch (deed.do) {
    case "write":
      contact.write(deed.text, deed.replyTo === undefined ? {} : { replyTo: deed.replyTo });
      return;
    case "file": {
      const { base64, type, name, caption } = deed;
      contact.sendFile({ bytes: Buffer.from(base64, "base64"), type, name, caption }, deed.replyTo);
      return;
    }
    case "place":
      contact.sendLocation(deed.latitude, deed.longitude, deed.title);
      return;
    case "edit":
      contact.edit(deed.message, deed.text);
      return;
    case "delete":
      contact.revoke(deed.message);
      return;
    case "react":
      contact.react(deed.message, deed.emoji.at(-1));
      return;
    case "press":
      contact.press(deed.message, deed.data);
      return;
    case "read":
      contact.read();
      return;
    case "act":
      doAct(contact, deed);
  }
}

function doAct(contact: WhatsappContact, { id, text }: Extract<Deed, { do: "act" }>): void {
  switch (id) {
    case "block":
      contact.blocked = true;
      return;
    case "unblock":
      contact.blocked = false;
      return;
    case "later":
      // On the network's own clock: free replies are over for whoever has not written since.
      if (contact.wroteAt !== undefined) contact.wroteAt -= DAY_MS;
      return;
    case "number":
      if (!/^\d{6,15}$/.test(text)) throw new DeedRefused("A number has 6 to 15 digits.");
      contact.changeNumber(text);
  }
}
