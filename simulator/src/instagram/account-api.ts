import { badParameter, GraphRefusal, notThere } from "../meta/graph-refusal.ts";
import type { GraphRequest } from "../meta/graph-request.ts";
import { answerToken } from "./account-tokens.ts";
import type { Comment, InstagramWorld, Person, Published } from "./instagram-world.ts";
import { newComment } from "./person-acts.ts";
import { sendMessage } from "./send-api.ts";
import { tellComment } from "./tell.ts";

const MOST_COMMENT = 2200;

/** Objects of an account, for a call with its token; undefined: there is none of that name. */
export function answerAccount(world: InstagramWorld, call: GraphRequest): unknown {
  const [name = "", edge = ""] = call.path;
  const token = answerToken(world, call);
  if (token !== undefined) return token;
  if (name === "me" && call.method === "GET" && edge === "") return readMe(world);
  if (edge === "messages" && call.method === "POST" && isSender(world, name)) return sendMessage(world, call);
  if (name === world.id) return answerOwn(world, edge, call);
  const comment = world.comments.find(({ id }) => id === name);
  if (comment !== undefined) return answerComment(world, comment, edge, call);
  const published = world.published.find(({ id }) => id === name);
  if (published !== undefined) return answerPublished(world, published, edge, call);
  const person = world.people.find(({ igsid }) => igsid === name);
  return person !== undefined && call.method === "GET" ? readPerson(world, person) : undefined;
}

function isSender({ id, pageId, login }: InstagramWorld, name: string): boolean {
  return name === "me" || name === (login === "instagram" ? id : pageId);
}

/** `id` is made for the app; deliveries name the account by `user_id`. */
function readMe({ id, username, pageId, login }: InstagramWorld): unknown {
  if (login === "instagram") return { id: `9${id.slice(1)}`, user_id: id, username, account_type: "BUSINESS" };
  return { id: pageId, name: username, instagram_business_account: { id, username } };
}

function answerOwn(world: InstagramWorld, edge: string, { method, fields }: GraphRequest): unknown {
  if (edge === "mentions" && method === "POST") return answerMention(world, fields);
  if (edge === "media" && method === "GET") return { data: world.published.flatMap((one) => listOwn(world, one)) };
  if (edge !== "" || method !== "GET") return undefined;
  const asked = String(fields.fields ?? "");
  const [, what, id] = /^mentioned_(media|comment)\.(?:media|comment)_id\((\d+)\)\{/.exec(asked) ?? [];
  if (what === "media") return { mentioned_media: readMentionedMedia(world, id ?? ""), id: world.id };
  if (what === "comment") return { mentioned_comment: readMentionedComment(world, id ?? ""), id: world.id };
  return { id: world.id, username: world.username };
}

/** With one of its comments, as far as there is one. */
function listOwn({ comments }: InstagramWorld, on: Published): object[] {
  if (on.by !== undefined) return [];
  const there = comments.find((one) => one.on === on && !one.deleted);
  return [{ id: on.id, ...(there === undefined ? {} : { comments: { data: [{ id: there.id }] } }) }];
}

function readMentionedMedia(world: InstagramWorld, id: string): unknown {
  const published = world.published.find((one) => one.id === id && one.by !== undefined);
  if (published === undefined) throw notThere(id);
  const { caption, by, picture, at } = published;
  return {
    ...{ id, caption, username: by?.username, media_type: "IMAGE", timestamp: stamp(at) },
    ...(picture === undefined ? {} : { media_url: world.files.addressOf(picture) }),
  };
}

function readMentionedComment(world: InstagramWorld, id: string): unknown {
  const comment = world.comments.find((one) => one.id === id && !one.deleted);
  if (comment === undefined) throw notThere(id);
  return { id, text: comment.text, timestamp: stamp(comment.at) };
}

/** Instagram's own way of writing an instant. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "+0000");
}

function answerMention(world: InstagramWorld, fields: GraphRequest["fields"]): unknown {
  const on = world.published.find(({ id }) => id === fields.media_id);
  if (on?.by === undefined) throw notThere(String(fields.media_id));
  const parent = world.comments.find(({ id }) => id === fields.comment_id);
  return { id: newComment(world, on, textOf(fields), undefined, parent).id };
}

function textOf(fields: GraphRequest["fields"]): string {
  const text = typeof fields.message === "string" ? fields.message : "";
  if (text === "") throw badParameter("Missing message");
  if ([...text].length > MOST_COMMENT) throw badParameter("The comment is too long");
  return text;
}

function answerComment(world: InstagramWorld, comment: Comment, edge: string, call: GraphRequest): unknown {
  const { method, fields } = call;
  if (comment.deleted) throw notThere(comment.id);
  if (edge === "replies" && method === "POST") {
    if (comment.parent !== undefined) throw badParameter("Replies to replies are not supported");
    return write(world, comment.on, textOf(fields), comment);
  }
  if (edge !== "") return undefined;
  if (method === "GET") return readComment(world, comment);
  if (comment.on.by !== undefined)
    throw new GraphRefusal({ code: 10, message: "Application does not have permission for this action", status: 403 });
  if (method === "DELETE") comment.deleted = true;
  else if (fields.hide === undefined) throw badParameter("The parameter hide is required");
  else comment.hidden = String(fields.hide) === "true";
  return { success: true };
}

function readComment(world: InstagramWorld, { id, text, by, hidden, at, on, parent }: Comment): unknown {
  const username = by?.username ?? world.username;
  return {
    ...{ id, text, username, hidden, timestamp: stamp(at), from: { id: by?.userId ?? world.id, username } },
    media: { id: on.id },
    ...(parent === undefined ? {} : { parent_id: parent.id }),
  };
}

function answerPublished(
  world: InstagramWorld,
  on: Published,
  edge: string,
  { method, fields }: GraphRequest,
): unknown {
  if (on.by !== undefined) throw notThere(on.id);
  if (edge === "comments" && method === "POST") return write(world, on, textOf(fields));
  if (edge !== "" || method !== "GET") return undefined;
  return {
    ...{ id: on.id, caption: on.caption, permalink: world.permalinkOf(on), username: world.username },
    ...{ media_type: on.kind === "REELS" ? "VIDEO" : "IMAGE", timestamp: stamp(on.at) },
    ...(on.picture === undefined ? {} : { media_url: world.files.addressOf(on.picture) }),
    ...(on.picture === undefined || on.kind !== "REELS" ? {} : { thumbnail_url: world.files.addressOf(on.picture) }),
  };
}

/** It is told of before the answer leaves. */
function write(world: InstagramWorld, on: Published, text: string, parent?: Comment): unknown {
  const comment = newComment(world, on, text, undefined, parent);
  tellComment(world, comment);
  return { id: comment.id };
}

function readPerson(world: InstagramWorld, { igsid, name, username, consents, followers, follows }: Person): unknown {
  if (!consents)
    throw new GraphRefusal({ code: 230, message: "User consent is required to access user profile", status: 403 });
  const face = world.files.keepFace(igsid, name);
  return {
    ...{ id: igsid, name, username, follower_count: followers, is_verified_user: false },
    ...{ is_user_follow_business: follows, is_business_follow_user: false },
    profile_pic: face === undefined ? null : world.files.addressOf(face),
  };
}
