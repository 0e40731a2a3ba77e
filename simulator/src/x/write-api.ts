import { weighText } from "@guichet/contract";
import { addDirect, addPost, rootOf } from "./acts.ts";
import { tellDeleted } from "./tell.ts";
import { type Post, Refused } from "./wire.ts";
import type { Account, XWorld } from "./x-world.ts";

type Body = Readonly<Record<string, unknown>>;

const MOST_WEIGHT = 280;
const MOST_DIRECT = 10_000;

export const invalid = (detail: string): Refused => new Refused(400, "invalid-request", detail);
const forbidden = (detail: string): Refused => new Refused(403, "about:blank", detail);

export function findPost(world: XWorld, id: unknown): Post {
  const post = world.posts.find((one) => one.id === id && !one.deleted);
  if (post === undefined)
    throw new Refused(404, "resource-not-found", `Could not find tweet with id: [${String(id)}].`);
  return post;
}

/** `POST /2/tweets`: refuses what is too long, empty, said before, or answers nothing that is there. */
export function createPost(world: XWorld, account: Account, body: Body): object {
  const text = typeof body.text === "string" ? body.text.trim() : "";
  const reply = memberOf(body, "reply");
  const files = takeFiles(world, account, "tweet", listOf(memberOf(body, "media"), "media_ids"));
  if (text === "" && files.length === 0) throw invalid("One of text or media is required.");
  if (weighText(text) > MOST_WEIGHT) throw forbidden("Your Tweet text is too long.");
  const answeredId = reply.in_reply_to_tweet_id;
  const answers = answeredId === undefined ? undefined : findPost(world, answeredId);
  const before = world.posts.filter(({ by, deleted }) => by === account.person && !deleted).slice(-20);
  if (text !== "" && before.some((one) => one.text === text && one.answers === answers))
    throw forbidden("You are not allowed to create a Tweet with duplicate content.");
  const leftOut = listOf(reply, "exclude_reply_user_ids");
  if (answers !== undefined && leftOut.includes(answers.by.id))
    throw invalid("The author of the Tweet that is answered cannot be excluded.");
  const post = addPost(world, { by: account.person, text, answers, quotes: undefined, files }, leftOut);
  return { data: { id: post.id, text, edit_history_tweet_ids: [post.id] } };
}

export function deletePost(world: XWorld, account: Account, id: string): object {
  const post = findPost(world, id);
  if (post.by !== account.person) throw forbidden("You are not authorized to delete this Tweet.");
  post.deleted = true;
  tellDeleted(world, account, post);
  return { data: { deleted: true } };
}

/** Only who began the thread may hide what stands in it. */
export function hidePost(world: XWorld, account: Account, id: string, body: Body): object {
  const post = findPost(world, id);
  if (post.answers === undefined || rootOf(post).by !== account.person)
    throw forbidden("You are not permitted to hide replies in this conversation.");
  post.hidden = body.hidden === true;
  return { data: { hidden: post.hidden } };
}

export function likePost(world: XWorld, account: Account, id: unknown, isOn: boolean): object {
  const post = findPost(world, id);
  if (isOn) post.likedBy.add(account.person.id);
  else post.likedBy.delete(account.person.id);
  return { data: { liked: isOn } };
}

export function repost(world: XWorld, account: Account, id: unknown, isOn: boolean): object {
  const post = findPost(world, id);
  if (isOn) post.repostedBy.add(account.person.id);
  else post.repostedBy.delete(account.person.id);
  return { data: { retweeted: isOn } };
}

/** `POST /2/dm_conversations/with/{id}/messages`: only to who wrote before, or takes messages of everybody. */
export function createDirect(world: XWorld, account: Account, participant: string, body: Body): object {
  const to = world.people.find(({ id }) => id === participant);
  if (to === undefined) throw invalid("The participant does not exist.");
  const text = typeof body.text === "string" ? body.text : "";
  if (text.length > MOST_DIRECT) throw invalid("The text is too long.");
  const attachments = Array.isArray(body.attachments) ? body.attachments : [];
  if (attachments.length > 1) throw invalid("At most one attachment.");
  const files = takeFiles(
    world,
    account,
    "dm",
    attachments.map((one: unknown) => String(Reflect.get(Object(one), "media_id"))),
  );
  if (text === "" && files.length === 0) throw invalid("One of text or attachments is required.");
  const wrote = world.directs.some((one) => one.from === to && one.to === account.person);
  if (to.blocked.has(account.person.id) || !(to.isOpen || wrote))
    throw forbidden("You do not have permission to DM one or more participants.");
  const direct = addDirect(world, { from: account.person, to, text, files });
  return { data: { dm_conversation_id: [account.person.id, to.id].sort().join("-"), dm_event_id: direct.id } };
}

/** Files are of who brought them, for what they were brought, and ready. */
function takeFiles(world: XWorld, account: Account, where: string, ids: readonly string[]): string[] {
  const uploads = ids.map((id) => world.uploads.get(id));
  const files = uploads.map((upload) => {
    if (upload?.file === undefined || upload.by !== account.person.id || !upload.category.startsWith(`${where}_`))
      throw invalid("Your media IDs are invalid.");
    return upload.file;
  });
  const isMoving = uploads.some((one) => one !== undefined && !one.category.endsWith("_image"));
  if (files.length > (isMoving ? 1 : 4)) throw invalid("Too many media.");
  return files;
}

export function memberOf(body: Body, key: string): Body {
  const value = body[key];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function listOf(body: Body, key: string): string[] {
  const value = body[key];
  return Array.isArray(value) ? value.map(String) : [];
}
