import {
  type Account,
  type Deed,
  DeedRefused,
  type Network,
  PLAIN,
  type ShownChat,
  type ShownMessage,
} from "../telephone/network.ts";
import type { Contact } from "./contact.ts";
import type { ViberBot, ViberSimulator } from "./viber-simulator.ts";
import type { Said } from "./wire.ts";

/** Viber on the contact's telephone. */
export function viberNetwork(simulator: ViberSimulator): Network {
  return {
    id: "viber",
    name: "Viber",
    hue: 295,
    accounts: () => simulator.bots().map((bot) => toAccount(simulator, bot)),
  };
}

function toAccount({ apiUrl }: ViberSimulator, bot: ViberBot): Account {
  const { world } = bot;
  return {
    id: world.id,
    name: world.name,
    address: world.uri,
    isConnected: world.webhook !== undefined,
    credentials: [
      { field: "token", label: "Bot token", value: world.token },
      { field: "apiUrl", label: "API address", value: apiUrl },
    ],
    contacts: () =>
      bot.contacts().map(({ person: { id, name } }) => ({ id, name, chats: [{ id, name: "Chat", kind: "direct" }] })),
    chat: (contact) => viewChat(findContact(bot, contact)),
    do: (contact, _chat, deed) => doDeed(findContact(bot, contact), deed),
    file: async (address) => {
      // Only what stands in a chat: either side's own files lie behind addresses.
      const isThere = [...world.chats.values()].flat().some(({ content }) => content.media === address);
      const answer = isThere ? await fetch(address).catch(() => undefined) : undefined;
      if (answer?.ok !== true) return undefined;
      const type = answer.headers.get("content-type") ?? "application/octet-stream";
      return { bytes: new Uint8Array(await answer.arrayBuffer()), type, name: "file" };
    },
  };
}

function findContact(bot: ViberBot, id: string): Contact {
  const contact = bot.contacts().find(({ person }) => person.id === id);
  if (contact === undefined) throw new DeedRefused(`There is no contact ${id}.`);
  return contact;
}

function viewChat(contact: Contact): ShownChat {
  const { subscribed } = contact.person;
  return {
    note: subscribed ? null : "You are not subscribed: the bot cannot write to you. Whoever writes is.",
    typing: false,
    post: null,
    messages: contact.chat().map(toShown),
    can: { write: true, file: true, place: true, read: true },
    acts: [
      { id: "open", label: "Open by a link", ask: "What does the link carry?" },
      { id: "sticker", label: "Sticker" },
      { id: "contact", label: "Share a contact" },
      subscribed ? { id: "unsubscribe", label: "Unsubscribe" } : { id: "subscribe", label: "Subscribe" },
    ],
  };
}

function toShown(said: Said): ShownMessage {
  const { content, by, token, at } = said;
  const text = typeof content.text === "string" ? content.text : "";
  const location = typeof content.location === "object" && content.location !== null ? content.location : undefined;
  return {
    ...PLAIN,
    id: String(token),
    mine: by === "contact",
    at,
    text: content.type === "sticker" ? "🏷️" : content.type === "contact" ? "👤 Contact" : text,
    files: filesOf(said),
    place:
      location === undefined
        ? null
        : {
            latitude: Number(Reflect.get(location, "lat")),
            longitude: Number(Reflect.get(location, "lon")),
            title: "",
          },
    tick: by === "contact" ? "sent" : null,
  };
}

function filesOf({ content }: Said): ShownMessage["files"] {
  const id = String(content.media ?? "");
  const name = String(content.file_name ?? "Photo");
  switch (content.type) {
    case "picture":
      return [{ id, name, kind: "picture" }];
    case "video":
      return [{ id, name, kind: "video" }];
    case "file":
      return [{ id, name, kind: "file" }];
    default:
      return [];
  }
}

function doDeed(contact: Contact, deed: Deed): void {
  switch (deed.do) {
    case "write":
      contact.write(deed.text);
      return;
    case "file": {
      const { base64, type, name, caption } = deed;
      contact.sendFile({ bytes: Buffer.from(base64, "base64"), type, name }, caption);
      return;
    }
    case "place":
      contact.sendPlace(deed.latitude, deed.longitude);
      return;
    case "read":
      contact.see();
      return;
    case "act":
      doAct(contact, deed);
      return;
    case "edit":
    case "delete":
    case "react":
    case "press":
      throw new DeedRefused("Viber tells bots nothing of this.");
  }
}

function doAct(contact: Contact, { id, text }: Extract<Deed, { do: "act" }>): void {
  if (id === "open") contact.open(text === "" ? undefined : text);
  if (id === "sticker") contact.sendSticker();
  if (id === "contact") contact.sendContact("Ada Byron", "+441632960001");
  if (id === "unsubscribe") contact.unsubscribe();
  if (id === "subscribe") contact.subscribe();
}
