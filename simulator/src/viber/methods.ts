import { postCallback } from "./deliver.ts";
import type { Answer, Content } from "./wire.ts";
import type { ViberWorld } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

const MB = 1024 * 1024;
const TEXT_MAX = 7000;
const CAPTION_MAX = 768;
const TRACKING_MAX = 4000;
const SENDER_MAX = 28;

/** Does what a method asks, by Viber's own rules: HTTP says 200, and `status` what became of it. */
export async function doMethod(world: ViberWorld, method: string, body: Body): Promise<Answer> {
  switch (method) {
    case "get_account_info":
      return done({
        ...{ id: world.id, name: world.name, uri: world.uri, country: "FR", subscribers_count: world.people.size },
        ...(world.webhook === undefined ? {} : { webhook: world.webhook.url, event_types: world.webhook.events }),
      });
    case "set_webhook":
      return await setWebhook(world, body);
    case "send_message":
      return sendMessage(world, body);
    case "get_user_details":
      return getUserDetails(world, body);
    default:
      return refused(3, "badData: there is no such method");
  }
}

function done(more: Body = {}): Answer {
  return { status: 0, status_message: "ok", ...more };
}

function refused(status: number, status_message: string): Answer {
  return { status, status_message };
}

/** Calls the address before it answers, and takes it only when that was answered with 200. An empty one ends it. */
async function setWebhook(world: ViberWorld, { url, event_types: events }: Body): Promise<Answer> {
  if (url === "") {
    world.webhook = undefined;
    return done({ event_types: [] });
  }
  const to = URL.parse(String(url ?? ""));
  if (to === null || !/^https?:$/.test(to.protocol)) return refused(1, "invalidUrl");
  const callback = { event: "webhook", timestamp: world.now(), message_token: world.newToken() };
  const { status } = await postCallback(to.href, world.token, callback);
  if (status !== 200) return refused(1, `Result:[status=${status}, message=webhook not available]`);
  world.webhook = { url: to.href, events: Array.isArray(events) ? events.map(String) : EVERYTHING };
  return done({ event_types: world.webhook.events });
}

const EVERYTHING = ["delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started"];

function sendMessage(world: ViberWorld, body: Body): Answer {
  if (world.webhook === undefined) return refused(10, "webhookNotSet");
  const person = world.people.get(String(body.receiver ?? ""));
  if (person === undefined) return refused(5, "receiverNotRegistered");
  if (!person.subscribed) return refused(6, "receiverNotSubscribed");
  const wrong = problemOf(body);
  if (wrong !== undefined) return wrong;
  const { receiver: _receiver, sender: _sender, min_api_version: _version, type, ...rest } = body;
  const content: Content = { ...rest, type: String(type) };
  const said = world.keep(person.id, "bot", content);
  said.delivered = world.deliversAtOnce;
  if (said.delivered) world.tell("delivered", { user_id: person.id }, said.token);
  return done({ message_token: said.token, chat_hostname: "SN-CHAT-05_", billing_status: 1 });
}

function problemOf(body: Body): Answer | undefined {
  const name = typeof body.sender === "object" && body.sender !== null ? Reflect.get(body.sender, "name") : undefined;
  if (typeof name !== "string" || name === "") return refused(4, "missingData: sender.name");
  if (name.length > SENDER_MAX) return refused(3, "badData: sender.name is too long");
  if (String(body.tracking_data ?? "").length > TRACKING_MAX) return refused(3, "badData: tracking_data is too long");
  return problemOfContent(body);
}

function problemOfContent(body: Body): Answer | undefined {
  const length = typeof body.text === "string" ? body.text.length : 0;
  const hasMedia = URL.parse(String(body.media ?? "")) !== null && String(body.media).length <= 2000;
  switch (body.type) {
    case "text":
      if (length === 0) return refused(4, "missingData: text");
      return length > TEXT_MAX ? refused(3, "badData: text is too long") : undefined;
    case "picture":
      if (typeof body.text !== "string") return refused(4, "missingData: text");
      if (length > CAPTION_MAX) return refused(3, "badData: text is too long");
      return hasMedia ? undefined : refused(4, "missingData: media");
    case "video":
      return hasMedia && isSize(body.size, 26 * MB) ? undefined : refused(4, "missingData: media or size");
    case "file": {
      const name = String(body.file_name ?? "");
      const isNamed = name !== "" && name.length <= 256;
      return hasMedia && isNamed && isSize(body.size, 50 * MB)
        ? undefined
        : refused(4, "missingData: media, size or name");
    }
    default:
      return refused(3, "badData: type");
  }
}

function isSize(size: unknown, most: number): boolean {
  return typeof size === "number" && size > 0 && size <= most;
}

function getUserDetails(world: ViberWorld, { id }: Body): Answer {
  const person = world.people.get(String(id ?? ""));
  if (person === undefined) return refused(5, "receiverNotRegistered");
  const { subscribed: _subscribed, ...user } = person;
  return done({ message_token: world.newToken(), user });
}
