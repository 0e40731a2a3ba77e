import {
  type ChatName,
  type Deed,
  DeedRefused,
  type Network,
  PLAIN,
  type Account as Played,
  type ShownChat,
  type ShownMessage,
} from "../telephone/network.ts";
import { shortOf } from "../telephone/short-of.ts";
import { type Acts, rootOf } from "./acts.ts";
import type { Direct, Post } from "./wire.ts";
import type { XSimulator } from "./x-simulator.ts";
import type { Account } from "./x-world.ts";

const DIRECT = "messages";
const OWN = "own";

/** X on the contact's telephone. */
export function xNetwork(simulator: XSimulator): Network {
  return {
    id: "x",
    name: "X",
    hue: 250,
    accounts: () => simulator.world.accounts.map((account) => toAccount(simulator, account)),
  };
}

function toAccount(simulator: XSimulator, account: Account): Played {
  const { world, apiUrl, mediaUrl } = simulator;
  const { person, token, tokenSecret } = account;
  const find = (id: string): Acts => {
    const found = simulator.people().find((one) => one.person.id === id);
    if (found === undefined) throw new DeedRefused(`There is nobody ${id}.`);
    return found;
  };
  return {
    id: person.id,
    name: person.name,
    address: `@${person.handle}`,
    isConnected: world.webhooks.length > 0 && account.subscribed,
    credentials: [
      { field: "consumerKey", label: "API key", value: world.consumerKey },
      { field: "consumerSecret", label: "API key secret", value: world.consumerSecret },
      { field: "accessToken", label: "Access token", value: token },
      { field: "accessTokenSecret", label: "Access token secret", value: tokenSecret },
      { field: "apiUrl", label: "API address", value: apiUrl },
      { field: "mediaUrl", label: "Address of private files", value: mediaUrl },
    ],
    contacts: () =>
      simulator.people().map(({ person: { id, name } }) => ({ id, name, chats: chatsOf(simulator, account) })),
    chat: (contact, chat) => viewChat(simulator, account, find(contact), chat),
    do: (contact, chat, deed) => doDeed(simulator, account, find(contact), chat, deed),
    file: (id) => Promise.resolve(world.files.get(id)),
  };
}

/** Messages, one's own posts that name the account, and the account's posts. */
function chatsOf({ world }: XSimulator, { person }: Account): ChatName[] {
  const published = world.posts.filter((one) => one.by === person && one.answers === undefined && !one.deleted);
  return [
    { id: DIRECT, name: "Messages", kind: "direct" },
    { id: OWN, name: "My posts", kind: "public" },
    ...published.map(({ id, text }) => ({
      id,
      name: shortOf(text),
      kind: "public" as const,
    })),
  ];
}

function viewChat({ world }: XSimulator, { person }: Account, acts: Acts, chat: string): ShownChat | undefined {
  if (chat === DIRECT) {
    const isTheirs = ({ from, to }: Direct) => [from, to].includes(person) && [from, to].includes(acts.person);
    return {
      note: acts.person.blocked.has(person.id) ? "You have blocked this account." : null,
      ...{ typing: false, post: null, messages: world.directs.filter(isTheirs).map((one) => toShownDirect(one, acts)) },
      can: { write: true, file: true, place: false, read: true },
      acts: [
        acts.person.blocked.has(person.id) ? { id: "unblock", label: "Unblock" } : { id: "block", label: "Block" },
        { id: "follow", label: "Follow" },
        acts.person.isOpen
          ? { id: "close", label: "No messages from strangers" }
          : { id: "open", label: "Messages from everyone" },
      ],
    };
  }
  const post = world.posts.find(({ id }) => id === chat);
  if (chat !== OWN && post === undefined) return undefined;
  const inThread = (one: Post) =>
    chat === OWN ? rootOf(one).by === acts.person : rootOf(one) === post && one !== post;
  const seen = world.posts.filter((one) => inThread(one) && !one.deleted && (!one.hidden || one.by === acts.person));
  return {
    ...{ note: null, typing: false, acts: [] },
    post:
      post === undefined ? null : { author: post.by.name, at: post.at, text: post.text, files: toFiles(post.files) },
    messages: seen.map((one) => toShownPost(one, acts, person.id)),
    can: { write: true, file: true, place: false, read: false },
  };
}

function toShownDirect({ id, from, at, text, files, seen }: Direct, { person }: Acts): ShownMessage {
  return {
    ...PLAIN,
    id,
    mine: from === person,
    at,
    text,
    files: toFiles(files),
    tick: from === person ? (seen ? "read" : "sent") : null,
  };
}

function toShownPost(post: Post, { person }: Acts, account: string): ShownMessage {
  const mine = post.by === person;
  return {
    ...PLAIN,
    ...{ id: post.id, mine, at: post.at, text: post.text, author: post.by.name, files: toFiles(post.files) },
    depth: post.answers === undefined ? 0 : 1,
    reactions: !mine && post.likedBy.has(person.id) ? ["❤️"] : [],
    othersReactions: post.likedBy.has(account) ? ["❤️"] : [],
    can: { answer: true, edit: false, delete: false, react: mine ? [] : ["❤️"] },
  };
}

function toFiles(files: readonly string[]): ShownMessage["files"] {
  return files.map((id) => ({ id, name: "photo", kind: "picture" as const }));
}

function doDeed({ world }: XSimulator, account: Account, acts: Acts, chat: string, deed: Deed): void {
  const find = (id: string | undefined): Post | undefined => world.posts.find((one) => one.id === id);
  const file =
    deed.do === "file" ? { bytes: Buffer.from(deed.base64, "base64"), type: deed.type, name: deed.name } : undefined;
  switch (deed.do) {
    case "write":
    case "file": {
      const text = deed.do === "write" ? deed.text : deed.caption;
      if (chat === DIRECT) return void acts.write(account, text, file);
      const answers = find(deed.replyTo) ?? find(chat);
      // A post of one's own reaches the account when it names it.
      const handle = `@${account.person.handle}`;
      const words = answers === undefined && !text.includes(handle) ? `${handle} ${text}` : text;
      return void acts.post(words, {
        ...(answers === undefined ? {} : { answers }),
        ...(file === undefined ? {} : { file }),
      });
    }
    case "react": {
      const post = find(deed.message);
      if (post !== undefined && deed.emoji.length > 0) acts.like(post);
      return;
    }
    case "read":
      acts.see(account);
      return;
    case "act":
      doAct(account, acts, deed.id);
      return;
    case "place":
    case "edit":
    case "delete":
    case "press":
      throw new DeedRefused("X tells apps nothing of this.");
  }
}

function doAct({ person }: Account, acts: Acts, id: string): void {
  if (id === "block") acts.person.blocked.add(person.id);
  if (id === "unblock") acts.person.blocked.delete(person.id);
  if (id === "follow") acts.follow(true);
  if (id === "open" || id === "close") acts.person.isOpen = id === "open";
}
