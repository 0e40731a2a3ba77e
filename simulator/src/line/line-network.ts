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
import type { LineAccount, LineSimulator } from "./line-simulator.ts";
import type { Said } from "./wire.ts";

/** LINE on the contact's telephone. */
export function lineNetwork(simulator: LineSimulator): Network {
  return {
    id: "line",
    name: "LINE",
    hue: 150,
    accounts: () => simulator.accounts().map((account) => toAccount(simulator, account)),
  };
}

function toAccount({ apiUrl, dataUrl }: LineSimulator, account: LineAccount): Account {
  const { world } = account;
  return {
    id: world.userId,
    name: world.name,
    address: world.basicId,
    isConnected: world.endpoint !== undefined,
    credentials: [
      { field: "channelSecret", label: "Channel secret", value: world.secret },
      { field: "accessToken", label: "Channel access token", value: world.token },
      { field: "apiUrl", label: "API address", value: apiUrl },
      { field: "dataUrl", label: "Content address", value: dataUrl },
    ],
    contacts: () =>
      account.contacts().map(({ person }) => ({
        id: person.id,
        name: person.name,
        chats: [
          { id: person.id, name: "Chat", kind: "direct" },
          ...[...world.groups.values()]
            .filter(({ members }) => members.includes(person.id))
            .map(({ id, name }) => ({ id, name, kind: "group" as const })),
        ],
      })),
    chat: (contact, chat) => viewChat(account, findContact(account, contact), chat),
    do: (contact, chat, deed) => doDeed(findContact(account, contact), chat, deed),
    file: async (id) => {
      const content = world.contents.get(id);
      if (content !== undefined) return { bytes: content.bytes, type: content.type, name: id };
      return await fetchByAddress(account, id);
    },
  };
}

/** What the account sent lies at Guichet's: the telephone fetches it whenever it is looked at, as LINE's does. */
async function fetchByAddress({ world }: LineAccount, id: string) {
  const [messageId = "", member = ""] = id.split(" ");
  const address = world.find(messageId)?.content[member];
  const answer = typeof address === "string" ? await fetch(address).catch(() => undefined) : undefined;
  if (answer?.ok !== true) return undefined;
  const type = answer.headers.get("content-type") ?? "application/octet-stream";
  return { bytes: new Uint8Array(await answer.arrayBuffer()), type, name: messageId };
}

function findContact(account: LineAccount, id: string): Contact {
  const contact = account.contacts().find(({ person }) => person.id === id);
  if (contact === undefined) throw new DeedRefused(`There is no contact ${id}.`);
  return contact;
}

function viewChat(account: LineAccount, contact: Contact, chat: string): ShownChat {
  const isGroup = chat !== contact.person.id;
  const { friend } = contact.person;
  const acts = isGroup
    ? [{ id: "sticker", label: "Sticker" }]
    : [
        { id: "sticker", label: "Sticker" },
        { id: "postback", label: "Press a button", ask: "What stands behind the button?" },
        friend ? { id: "block", label: "Block" } : { id: "unblock", label: "Unblock" },
      ];
  return {
    note: friend || isGroup ? null : "You have blocked this account.",
    typing: !isGroup && (account.world.loadingUntil.get(contact.person.id) ?? 0) > account.world.now(),
    post: null,
    messages: contact.chat(isGroup ? chat : undefined).map((said) => toShown(account, contact, isGroup, said)),
    can: { write: true, file: true, place: true, read: false },
    acts,
  };
}

function toShown({ world }: LineAccount, { person }: Contact, isGroup: boolean, said: Said): ShownMessage {
  const { content } = said;
  const text = (name: string): string => (typeof content[name] === "string" ? content[name] : "");
  const quoted = said.quotes === undefined ? undefined : world.find(said.quotes)?.content;
  const mine = said.by === person.id;
  const author = world.people.get(said.by)?.name ?? world.name;
  return {
    ...PLAIN,
    id: said.id,
    mine,
    at: said.at,
    author: isGroup && !mine ? author : null,
    text: content.type === "sticker" ? "🏷️ hello" : text("text"),
    deleted: said.unsent,
    quote: quoted === undefined ? null : typeof quoted.text === "string" ? quoted.text : "…",
    files: filesOf(said),
    place:
      content.type === "location"
        ? { latitude: Number(content.latitude), longitude: Number(content.longitude), title: text("title") }
        : null,
    tick: mine ? (world.readTokens.has(said.markAsReadToken) ? "read" : "sent") : null,
    can: { answer: true, edit: false, delete: mine, react: [] },
  };
}

function filesOf({ id, by, content }: Said): ShownMessage["files"] {
  const own = by !== "account";
  switch (content.type) {
    case "image":
      return [{ id: own ? id : `${id} previewImageUrl`, name: "Photo", kind: "picture" }];
    case "video":
      return [{ id: own ? id : `${id} originalContentUrl`, name: "Video", kind: "video" }];
    case "audio":
      return [{ id, name: "Audio", kind: "audio" }];
    case "file":
      return [{ id, name: String(content.fileName), kind: "file" }];
    default:
      return [];
  }
}

function doDeed(contact: Contact, chat: string, deed: Deed): void {
  const where = chat === contact.person.id ? {} : { group: chat };
  switch (deed.do) {
    case "write":
      contact.write(deed.text, { ...where, ...(deed.replyTo === undefined ? {} : { quotes: deed.replyTo }) });
      return;
    case "file": {
      const { base64, type, name, caption } = deed;
      contact.sendFile({ bytes: Buffer.from(base64, "base64"), type, name }, where);
      // LINE has no captions: the words are a message of their own.
      if (caption !== "") contact.write(caption, where);
      return;
    }
    case "place":
      contact.sendPlace(deed.latitude, deed.longitude, deed.title, where);
      return;
    case "delete":
      contact.unsend(deed.message);
      return;
    case "act":
      doAct(contact, where, deed);
      return;
    case "edit":
    case "react":
    case "press":
    case "read":
      throw new DeedRefused("LINE tells accounts nothing of this.");
  }
}

function doAct(contact: Contact, where: { readonly group?: string }, { id, text }: Extract<Deed, { do: "act" }>): void {
  if (id === "sticker") contact.sendSticker(where);
  if (id === "postback" && text !== "") contact.press(text);
  if (id === "block") contact.unfollow();
  if (id === "unblock") contact.follow();
}
