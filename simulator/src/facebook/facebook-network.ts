import { inThread, tickOf, toShownSaid } from "../meta/shown.ts";
import type { Account, ContactName, Deed, Network, ShownChat, ShownMessage } from "../telephone/network.ts";
import { DeedRefused, PLAIN } from "../telephone/network.ts";
import { shortOf } from "../telephone/short-of.ts";
import type { FacebookPage, FacebookPages } from "./facebook-pages.ts";
import type { Comment, PageWorld, Post, Said } from "./page-world.ts";
import type { Acts } from "./person-acts.ts";

const REACTIONS = ["❤️", "👍"];
const DIRECT = "messenger";

/** Facebook and Messenger on the contact's telephone. */
export function facebookNetwork(pages: FacebookPages, graphUrl: string): Network {
  return {
    id: "facebook",
    name: "Facebook",
    hue: 262,
    accounts: () => pages.pages().map((page) => toAccount(page, graphUrl)),
  };
}

function toAccount(page: FacebookPage, graphUrl: string): Account {
  const { world } = page;
  return {
    id: world.id,
    name: world.name,
    address: `facebook.com/${world.id}`,
    isConnected: world.app.webhooks.has("page"),
    credentials: [
      { field: "appId", label: "App ID", value: world.app.id },
      { field: "appSecret", label: "App secret", value: world.app.secret },
      { field: "pageToken", label: "Page access token", value: world.token },
      { field: "graphUrl", label: "Graph API address", value: graphUrl },
    ],
    contacts: () => page.people().map((acts) => toContact(world, acts)),
    chat: (contact, chat) => viewChat(world, findPerson(page, contact), chat),
    do: (contact, chat, deed) => doDeed(world, findPerson(page, contact), chat, deed),
    file: (id) => Promise.resolve(world.files.get(id)),
  };
}

function toContact({ posts }: PageWorld, { person }: Acts): ContactName {
  const seen = posts.filter((post) => !post.deleted);
  const chats = seen.map((post) => ({ id: post.id, name: shortOf(post.message), kind: "public" }) as const);
  return {
    id: person.psid,
    name: `${person.firstName} ${person.lastName}`,
    chats: [{ id: DIRECT, name: "Messenger", kind: "direct" }, ...chats],
  };
}

function findPerson(page: FacebookPage, id: string): Acts {
  const found = page.people().find(({ person }) => person.psid === id);
  if (found === undefined) throw new DeedRefused(`There is nobody ${id}.`);
  return found;
}

function viewChat(world: PageWorld, acts: Acts, chat: string): ShownChat | undefined {
  if (chat === DIRECT) return viewMessenger(world, acts);
  const post = world.posts.find(({ id }) => id === chat);
  return post === undefined ? undefined : viewPost(world, acts, post);
}

function viewMessenger(world: PageWorld, { person }: Acts): ShownChat {
  const messages = world.messages.filter((said) => said.person === person);
  return {
    note: person.blocked ? "You have blocked this Page." : null,
    typing: person.typingUntil > world.now(),
    post: null,
    messages: messages.map((said) => toShownMessage(world, said, messages)),
    can: { write: true, file: true, place: true, read: true },
    acts: [
      person.blocked ? { id: "unblock", label: "Unblock" } : { id: "block", label: "Block" },
      { id: "sticker", label: "Sticker" },
      { id: "wall", label: "Write on the Page", ask: "Write on the Page’s wall" },
    ],
  };
}

function toShownMessage(world: PageWorld, said: Said, all: readonly Said[]): ShownMessage {
  const { place } = said;
  return {
    ...toShownSaid(said, all, said.shared, world.files, REACTIONS),
    tick: tickOf(said),
    place: place === undefined ? null : { latitude: place.lat, longitude: place.long, title: "" },
  };
}

function viewPost(world: PageWorld, { person }: Acts, post: Post): ShownChat {
  const onPost = world.comments.filter((comment) => comment.post === post);
  const seen = inThread(onPost, person);
  const files = post.picture === undefined ? [] : [{ id: post.picture, name: "post", kind: "picture" } as const];
  return {
    note: null,
    typing: false,
    post: { author: nameOf(world, post), at: post.at, text: post.message, files },
    messages: seen.map((comment) => toShownComment(world, person, comment)),
    can: { write: true, file: true, place: false, read: false },
    acts: [],
  };
}

function toShownComment(world: PageWorld, person: Acts["person"], comment: Comment): ShownMessage {
  const mine = comment.by === person;
  return {
    ...PLAIN,
    ...{ id: comment.id, mine, at: comment.at, text: comment.message, edited: comment.edited },
    author: nameOf(world, comment),
    files: comment.photo === undefined ? [] : [{ id: comment.photo, name: "photo", kind: "picture" }],
    othersReactions: comment.likedByPage ? ["👍"] : [],
    depth: comment.parent === undefined ? 0 : 1,
    can: { answer: true, edit: mine, delete: mine, react: mine ? [] : ["👍"] },
  };
}

function nameOf(world: PageWorld, { by }: Pick<Comment, "by">): string {
  return by === undefined ? world.name : `${by.firstName} ${by.lastName}`;
}

function doDeed(world: PageWorld, acts: Acts, chat: string, deed: Deed): void {
  const post = world.posts.find(({ id }) => id === chat);
  if (post === undefined) doInMessenger(world, acts, deed);
  else doUnderPost(world, acts, post, deed);
}

function doInMessenger(world: PageWorld, acts: Acts, deed: Deed): void {
  const { person } = acts;
  if (person.blocked && deed.do !== "act") throw new DeedRefused("You have blocked this Page.");
  switch (deed.do) {
    case "write":
      acts.write(deed.text, deed.replyTo);
      return;
    case "file":
      acts.sendFile({ bytes: Buffer.from(deed.base64, "base64"), name: deed.name, type: deed.type }, deed.caption);
      return;
    case "place":
      acts.sendPlace(deed.latitude, deed.longitude);
      return;
    case "edit":
      acts.edit(findSaid(world, deed.message), deed.text);
      return;
    case "delete":
      acts.unsend(findSaid(world, deed.message));
      return;
    case "react":
      acts.react(findSaid(world, deed.message), deed.emoji[0]);
      return;
    case "read":
      acts.read();
      return;
    case "press":
      acts.press(deed.data, deed.data);
      return;
    case "act":
      if (deed.id === "sticker") acts.sendSticker();
      else if (deed.id === "wall") acts.post(deed.text);
      else person.blocked = deed.id === "block";
  }
}

function findSaid(world: PageWorld, mid: string): Said {
  const said = world.messages.find((one) => one.mid === mid);
  if (said === undefined) throw new DeedRefused("This message is not there.");
  return said;
}

function doUnderPost(world: PageWorld, acts: Acts, post: Post, deed: Deed): void {
  const find = (id: string): Comment => {
    const comment = world.comments.find((one) => one.id === id);
    if (comment === undefined) throw new DeedRefused("This comment is not there.");
    return comment;
  };
  const under = (id: string | undefined) => (id === undefined ? {} : { parent: find(id) });
  switch (deed.do) {
    case "write":
      acts.comment(post, deed.text, under(deed.replyTo));
      return;
    case "file": {
      const photo = { bytes: Buffer.from(deed.base64, "base64"), name: deed.name, type: deed.type };
      acts.comment(post, deed.caption, { ...under(deed.replyTo), photo });
      return;
    }
    case "edit":
      acts.editComment(find(deed.message), deed.text);
      return;
    case "delete":
      acts.removeComment(find(deed.message));
      return;
    case "react":
      acts.like(find(deed.message), deed.emoji.length > 0);
      return;
    case "place":
    case "press":
    case "read":
    case "act":
      throw new DeedRefused("This is not possible under a post.");
  }
}
