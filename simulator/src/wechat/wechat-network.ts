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
import type { WechatAccount, WechatSimulator } from "./wechat-simulator.ts";
import type { Said } from "./wire.ts";

/** WeChat on the contact's telephone. */
export function wechatNetwork(simulator: WechatSimulator): Network {
  return {
    id: "wechat",
    name: "WeChat",
    hue: 128,
    accounts: () => simulator.accounts().map((account) => toAccount(simulator, account)),
  };
}

function toAccount({ apiUrl }: WechatSimulator, account: WechatAccount): Account {
  const { world } = account;
  return {
    id: world.appId,
    name: world.name,
    address: world.ghId,
    isConnected: world.server !== undefined,
    credentials: [
      { field: "appId", label: "AppID", value: world.appId },
      { field: "appSecret", label: "AppSecret", value: world.secret },
      { field: "encodingAesKey", label: "EncodingAESKey", value: world.aesKey },
      { field: "apiUrl", label: "API address", value: apiUrl },
    ],
    contacts: () =>
      account.contacts().map(({ person: { openid: id, name } }) => ({
        ...{ id, name },
        chats: [{ id, name: "Chat", kind: "direct" }],
      })),
    chat: (contact) => viewChat(account, findContact(account, contact)),
    do: (contact, _chat, deed) => doDeed(account, findContact(account, contact), deed),
    file: async (id) => {
      // Only what stands in a chat.
      const isThere = [...world.chats.values()].flat().some(({ content }) => content.media_id === id);
      const found = isThere ? world.media.find(id, world.now()) : undefined;
      return found === undefined ? undefined : { bytes: found.bytes, type: found.contentType, name: found.name };
    },
  };
}

function findContact(account: WechatAccount, id: string): Contact {
  const contact = account.contacts().find(({ person }) => person.openid === id);
  if (contact === undefined) throw new DeedRefused(`There is no contact ${id}.`);
  return contact;
}

function viewChat({ world }: WechatAccount, contact: Contact): ShownChat {
  const { subscribed } = contact.person;
  const isLost = contact.chat().at(-1)?.lost === true;
  const unheard = isLost ? "The service of this official account is not available for the time being." : null;
  return {
    note: subscribed ? unheard : "You do not follow the account: it cannot write to you, nor you to it.",
    typing: (world.typingUntil.get(contact.person.openid) ?? 0) > world.now(),
    post: null,
    messages: contact.chat().map(toShown),
    can: { write: subscribed, file: subscribed, place: subscribed, read: false },
    acts: [
      ...(world.server === undefined
        ? [{ id: "server", label: "Server configuration", ask: "URL and Token of the channel, with a space between" }]
        : []),
      { id: "press", label: "Press a menu entry", ask: "What stands behind the entry?" },
      { id: "link", label: "Share a link" },
      { id: "share", label: "Share my position" },
      { id: "wait", label: "Let 48 hours pass" },
      subscribed
        ? { id: "unfollow", label: "Unfollow" }
        : { id: "follow", label: "Follow by a code", ask: "What does the code carry?" },
    ],
  };
}

function toShown(said: Said): ShownMessage {
  const { content, by, id, at } = said;
  const article = Array.isArray(content.articles) ? Object(content.articles[0]) : undefined;
  const text = typeof content.content === "string" ? content.content : "";
  return {
    ...PLAIN,
    id: String(id),
    mine: by === "contact",
    at,
    text: article === undefined ? text : `${article.title}\n${article.url}`,
    files: filesOf(content),
    place:
      content.type === "location"
        ? {
            latitude: Number(content.latitude),
            longitude: Number(content.longitude),
            title: String(content.label),
          }
        : null,
    tick: by === "account" ? null : said.lost ? "failed" : "sent",
  };
}

function filesOf({ type, media_id: mediaId, name, title }: Said["content"]): ShownMessage["files"] {
  const id = String(mediaId ?? "");
  if (id === "") return [];
  const kind = type === "image" ? "picture" : type === "voice" ? "audio" : type === "video" ? "video" : "file";
  return [{ id, name: String(name ?? title ?? "Photo"), kind }];
}

async function doDeed(account: WechatAccount, contact: Contact, deed: Deed): Promise<void> {
  switch (deed.do) {
    case "write":
      contact.write(deed.text);
      return;
    case "file": {
      const { base64, type, name, caption } = deed;
      contact.sendFile({ bytes: Buffer.from(base64, "base64"), type, name });
      // A picture has no words of its own in WeChat.
      if (caption !== "") contact.write(caption);
      return;
    }
    case "place":
      contact.sendPlace(deed.latitude, deed.longitude, deed.title);
      return;
    case "act":
      await doAct(account, contact, deed);
      return;
    case "read":
    case "edit":
    case "delete":
    case "react":
    case "press":
      throw new DeedRefused("WeChat tells accounts nothing of this.");
  }
}

async function doAct(
  { world }: WechatAccount,
  contact: Contact,
  { id, text }: Extract<Deed, { do: "act" }>,
): Promise<void> {
  if (id === "press") contact.press(text);
  if (id === "link") contact.sendLink("The Brume lamp", "Hand-blown glass", "https://shop.example/brume");
  if (id === "share") contact.share(31.2304, 121.4737);
  if (id === "wait") contact.wait();
  if (id === "unfollow") contact.unfollow();
  if (id === "follow") contact.follow(text === "" ? undefined : text);
  if (id !== "server") return;
  const [url = "", token = ""] = text.trim().split(/\s+/);
  const problem = await world.enterServer({ url, token });
  if (problem !== undefined) throw new DeedRefused(problem);
}
