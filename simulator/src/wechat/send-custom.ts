import { refused } from "./refusal.ts";
import type { Answer, Content } from "./wire.ts";
import type { WechatWorld } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

const TEXT_MAX_BYTES = 2048;
const DONE = { errcode: 0, errmsg: "ok" };

/** `message/custom/send`: what is wrong with it is found before it counts. */
export function sendCustom(world: WechatWorld, body: Body): Answer {
  const person = world.people.get(String(body.touser ?? ""));
  if (person === undefined) return refused(40003, "invalid openid");
  if (!person.subscribed) return refused(43004, "require subscribe");
  const type = String(body.msgtype ?? "");
  const content = part(body, type);
  const problem = problemOf(world, type, content);
  if (problem !== undefined) return problem;
  const code = world.quota.take(person.openid, world.now());
  if (code === 45015) return refused(code, "response out of time limit or subscription is canceled");
  if (code === 45047) return refused(code, "out of response count limit");
  world.keep(person.openid, "account", { type, ...content } as Content);
  return DONE;
}

function problemOf(world: WechatWorld, type: string, content: Body): Answer | undefined {
  switch (type) {
    case "text": {
      const text = String(content.content ?? "");
      if (text === "") return refused(44004, "empty content");
      return Buffer.byteLength(text) > TEXT_MAX_BYTES ? refused(45002, "content size out of limit") : undefined;
    }
    case "image":
    case "voice":
      return problemOfMedia(world, type, content.media_id);
    case "video":
      return problemOfMedia(world, type, content.media_id) ?? problemOfMedia(world, "thumb", content.thumb_media_id);
    case "news": {
      const articles = Array.isArray(content.articles) ? content.articles : [];
      if (articles.length !== 1) return refused(45008, "article size out of limit");
      return URL.parse(String(Reflect.get(Object(articles[0]), "url") ?? "")) === null
        ? refused(40035, "invalid url")
        : undefined;
    }
    default:
      return refused(40008, "invalid message type");
  }
}

function problemOfMedia(world: WechatWorld, type: string, id: unknown): Answer | undefined {
  const found = world.media.find(String(id ?? ""), world.now());
  return found?.type === type ? undefined : refused(40007, "invalid media_id");
}

function part(body: Body, name: string): Body {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === "object" && value !== null ? { ...value } : {};
}
