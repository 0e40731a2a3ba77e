import { badParameter, GraphRefusal, notThere } from "../meta/graph-refusal.ts";
import type { GraphRequest } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { Comment, PageWorld, Person, Post } from "./page-world.ts";
import { newComment } from "./person-acts.ts";
import { sendMessage, uploadAttachment } from "./send-api.ts";
import { tellComment, tellPost } from "./tell.ts";

const MOST_COMMENT = 8000;

/** Objects of a Page, for a call with its token; undefined: there is none of that name. */
export function answerPage(page: PageWorld, call: GraphRequest, app: MetaApp): unknown {
  const [name = "", edge = ""] = call.path;
  const { method } = call;
  if (name === "me" || name === page.id) return answerOwn(page, edge, call, app);
  const on = findOn(page, name);
  const person = page.people.find(({ psid }) => psid === name);
  if (person !== undefined && method === "GET") return readPerson(page, person);
  if (on === undefined) return undefined;
  if (edge === "comments" && method === "POST") return writeComment(page, on, call);
  if (edge === "likes") return like(on, method === "POST");
  if (edge !== "") return undefined;
  if (method === "DELETE") return removeFrom(page, on);
  if (method === "POST") return hide(page, on, call);
  return "post" in on ? readComment(page, on) : readPost(page, on);
}

function answerOwn(page: PageWorld, edge: string, call: GraphRequest, app: MetaApp): unknown {
  if (call.method === "GET" && edge === "") return { id: page.id, name: page.name, category: "Home Decor" };
  if (call.method !== "POST") return undefined;
  if (edge === "messages") return sendMessage(page, call, app);
  if (edge === "message_attachments") return uploadAttachment(page, call);
  if (edge !== "photos") return undefined;
  const { source } = call.files;
  if (source === undefined) throw badParameter("Requires upload file");
  return { id: page.keepFile(source) };
}

function findOn(page: PageWorld, id: string): Comment | Post | undefined {
  const found = page.comments.find((one) => one.id === id) ?? page.posts.find((one) => one.id === id);
  if (found?.deleted === true) throw notThere(id);
  return found;
}

function readPerson(page: PageWorld, { psid, firstName, lastName, consents }: Person): unknown {
  if (!consents)
    throw new GraphRefusal({
      code: 230,
      message: "Requires pages_messaging permission to manage the object",
      status: 403,
    });
  const name = `${firstName} ${lastName}`;
  const face = page.files.keepFace(psid, name);
  const photo = face === undefined ? {} : { profile_pic: page.addressOf(face) };
  return { id: psid, first_name: firstName, last_name: lastName, name, ...photo };
}

function readPost(page: PageWorld, post: Post): unknown {
  return {
    ...{ id: post.id, message: post.message, created_time: new Date(post.at).toISOString() },
    ...{ permalink_url: page.permalinkOf(post), is_published: post.published },
    ...(post.picture === undefined ? {} : { full_picture: page.addressOf(post.picture) }),
    ...(post.link === undefined ? {} : { call_to_action: { type: "SHOP_NOW", value: { link: post.link } } }),
  };
}

function readComment(page: PageWorld, comment: Comment): unknown {
  const by = comment.by;
  const from = by === undefined ? { id: page.id, name: page.name } : { id: by.userId, name: by.firstName };
  return {
    id: comment.id,
    message: comment.message,
    from,
    is_hidden: comment.hidden,
    can_reply_privately: !comment.privateReply,
  };
}

/** Comments nest one level: an answer to an answer stands beside it. */
function writeComment(page: PageWorld, on: Comment | Post, { fields }: GraphRequest): unknown {
  const message = typeof fields.message === "string" ? fields.message : "";
  const photo = fields.attachment_id === undefined ? undefined : String(fields.attachment_id);
  if (message === "" && photo === undefined) throw badParameter("Missing message or attachment");
  if ([...message].length > MOST_COMMENT) throw badParameter("The comment is too long");
  if (photo !== undefined && !page.files.has(photo)) throw badParameter("Invalid attachment_id");
  const post = "post" in on ? on.post : on;
  const parent = "post" in on ? (on.parent ?? on) : undefined;
  const comment = newComment(page, post, message, { by: undefined, parent, photo });
  // It is told of before the answer leaves.
  tellComment(page, comment, "add");
  return { id: comment.id };
}

function like(on: Comment | Post, isOn: boolean): unknown {
  on.likedByPage = isOn;
  return { success: true };
}

function hide(page: PageWorld, on: Comment | Post, { fields }: GraphRequest): unknown {
  if (fields.is_hidden === undefined) throw badParameter("Nothing to change");
  const hidden = fields.is_hidden === true || fields.is_hidden === "true";
  on.hidden = hidden;
  if ("post" in on) tellComment(page, on, hidden ? "hide" : "unhide");
  else if (hidden) tellPost(page, on, "hide");
  return { success: true };
}

function removeFrom(page: PageWorld, on: Comment | Post): unknown {
  on.deleted = true;
  if ("post" in on) tellComment(page, on, "remove");
  else tellPost(page, on, "remove");
  return { success: true };
}
