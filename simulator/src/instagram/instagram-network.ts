import { GREY_PIXEL } from "../meta/grey-pixel.ts";
import { inThread, tickOf, toShownSaid } from "../meta/shown.ts";
import type { Account, ContactName, Deed, Network, ShownChat, ShownMessage } from "../telephone/network.ts";
import { DeedRefused, PLAIN } from "../telephone/network.ts";
import { shortOf } from "../telephone/short-of.ts";
import type { InstagramAccount, InstagramAccounts } from "./instagram-accounts.ts";
import type { Comment, InstagramWorld, Published, Said } from "./instagram-world.ts";
import type { Acts } from "./person-acts.ts";

const REACTIONS = ["❤️", "😮"];
const DIRECT = "direct";

/** Instagram on the contact's telephone. */
export function instagramNetwork(accounts: InstagramAccounts, graphUrl: string): Network {
  return {
    id: "instagram",
    name: "Instagram",
    hue: 350,
    accounts: () => accounts.accounts().map((account) => toAccount(account, graphUrl)),
  };
}

function toAccount(account: InstagramAccount, graphUrl: string): Account {
  const { world } = account;
  const isOwn = world.login === "instagram";
  return {
    id: world.id,
    name: world.username,
    address: `@${world.username}`,
    isConnected: world.app.webhooks.has("instagram"),
    credentials: [
      { field: "login", label: "Log-in", value: world.login },
      { field: "appId", label: isOwn ? "Instagram app ID" : "App ID", value: world.app.id },
      { field: "appSecret", label: isOwn ? "Instagram app secret" : "App secret", value: world.app.secret },
      { field: "token", label: isOwn ? "Access token" : "Page access token", value: world.token },
      { field: "graphUrl", label: "Graph API address", value: graphUrl },
    ],
    contacts: () => account.people().map((acts) => toContact(world, acts)),
    chat: (contact, chat) => viewChat(world, findPerson(account, contact), chat),
    do: (contact, chat, deed) => doDeed(account, findPerson(account, contact), chat, deed),
    file: (id) => Promise.resolve(world.files.get(id)),
  };
}

function toContact({ published }: InstagramWorld, { person }: Acts): ContactName {
  const chats = published.map((one) => ({ id: one.id, name: shortOf(one.caption), kind: "public" }) as const);
  return {
    id: person.igsid,
    name: person.username,
    chats: [{ id: DIRECT, name: "Direct messages", kind: "direct" }, ...chats],
  };
}

function findPerson(account: InstagramAccount, id: string): Acts {
  const found = account.people().find(({ person }) => person.igsid === id);
  if (found === undefined) throw new DeedRefused(`There is nobody ${id}.`);
  return found;
}

function viewChat(world: InstagramWorld, acts: Acts, chat: string): ShownChat | undefined {
  if (chat === DIRECT) return viewDirect(world, acts);
  const on = world.published.find(({ id }) => id === chat);
  return on === undefined ? undefined : viewPost(world, acts, on);
}

function viewDirect(world: InstagramWorld, { person }: Acts): ShownChat {
  const messages = world.messages.filter((said) => said.person === person);
  return {
    note: person.blocked ? "You have blocked this account." : null,
    typing: person.typingUntil > world.now(),
    post: null,
    messages: messages.map((said) => toShownMessage(world, said, messages)),
    can: { write: true, file: true, place: false, read: true },
    acts: [
      ...(person.blocked ? [{ id: "unblock", label: "Unblock" }] : [{ id: "block", label: "Block" }]),
      { id: "story", label: "Answer a story", ask: "Answer the account’s story" },
      { id: "mention", label: "Mention in a story" },
      { id: "gif", label: "GIF" },
      { id: "caption", label: "Mention in a post", ask: "What stands under your post" },
    ],
  };
}

function toShownMessage(world: InstagramWorld, said: Said, all: readonly Said[]): ShownMessage {
  const { shared, story } = said;
  const shown = story === undefined ? shared : [{ type: "image", file: story.file }, ...shared];
  return { ...toShownSaid(said, all, shown, world.files, REACTIONS), tick: tickOf(said) };
}

function viewPost(world: InstagramWorld, { person }: Acts, on: Published): ShownChat {
  const under = world.comments.filter((comment) => comment.on === on);
  const seen = inThread(under, person);
  const files = on.picture === undefined ? [] : [{ id: on.picture, name: "post", kind: "picture" } as const];
  return {
    note: null,
    typing: false,
    post: { author: on.by?.username ?? world.username, at: on.at, text: on.caption, files },
    messages: seen.map((comment) => toShownComment(world, person, comment)),
    can: { write: true, file: false, place: false, read: false },
    acts: on.by === undefined ? [] : [{ id: "mention", label: "Mention", ask: "A comment that names the account" }],
  };
}

function toShownComment(world: InstagramWorld, person: Acts["person"], comment: Comment): ShownMessage {
  const mine = comment.by === person;
  return {
    ...PLAIN,
    ...{ id: comment.id, mine, at: comment.at, text: comment.text },
    author: comment.by?.username ?? world.username,
    depth: comment.parent === undefined ? 0 : 1,
    can: { answer: true, edit: false, delete: mine, react: [] },
  };
}

function doDeed(account: InstagramAccount, acts: Acts, chat: string, deed: Deed): void {
  const on = account.world.published.find(({ id }) => id === chat);
  if (on === undefined) doInDirect(account, acts, deed);
  else doUnderPost(account.world, acts, on, deed);
}

function doInDirect({ world, story }: InstagramAccount, acts: Acts, deed: Deed): void {
  const { person } = acts;
  if (person.blocked && deed.do !== "act") throw new DeedRefused("You have blocked this account.");
  switch (deed.do) {
    case "write":
      acts.write(deed.text, deed.replyTo);
      return;
    case "file":
      acts.sendFile({ bytes: Buffer.from(deed.base64, "base64"), name: deed.name, type: deed.type }, deed.caption);
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
    case "place":
      throw new DeedRefused("Instagram sends no places.");
    case "act":
      doAct(deed, acts, () => world.stories.find(({ by }) => by === undefined) ?? story(GREY_PIXEL));
  }
}

function doAct(
  deed: Extract<Deed, { do: "act" }>,
  acts: Acts,
  ownStory: () => Parameters<Acts["answerStory"]>[0],
): void {
  if (deed.id === "story") acts.answerStory(ownStory(), deed.text);
  else if (deed.id === "mention") acts.mentionInStory({ bytes: GREY_PIXEL, name: "story.png", type: "image/png" });
  else if (deed.id === "gif") acts.sendUnsupported();
  else if (deed.id === "caption") acts.mentionInCaption(deed.text);
  else acts.person.blocked = deed.id === "block";
}

function findSaid(world: InstagramWorld, mid: string): Said {
  const said = world.messages.find((one) => one.mid === mid);
  if (said === undefined) throw new DeedRefused("This message is not there.");
  return said;
}

function doUnderPost(world: InstagramWorld, acts: Acts, on: Published, deed: Deed): void {
  const find = (id: string): Comment => {
    const comment = world.comments.find((one) => one.id === id);
    if (comment === undefined) throw new DeedRefused("This comment is not there.");
    return comment;
  };
  switch (deed.do) {
    case "write":
      // Under what others have published the account hears of what names it alone.
      if (on.by === undefined) acts.comment(on, deed.text, deed.replyTo === undefined ? undefined : find(deed.replyTo));
      else throw new DeedRefused("Mention the account, or it hears nothing of it.");
      return;
    case "delete":
      acts.removeComment(find(deed.message));
      return;
    case "act":
      acts.mentionInComment(on, deed.text);
      return;
    case "file":
    case "edit":
    case "react":
    case "place":
    case "press":
    case "read":
      throw new DeedRefused("This is not possible under a post.");
  }
}
