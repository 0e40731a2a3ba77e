import { showsFace } from "../face.ts";
import { postEvents } from "./deliver.ts";
import { LineRefusal, type OutMessage, type Said } from "./wire.ts";
import type { LineWorld } from "./world.ts";

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryKey: string | undefined;
  readonly requestId: string;
};
type Answer = { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> };

const TEXT_MAX = 5000;
const MOST_MESSAGES = 5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Does what a path asks, by LINE's own rules; throws `LineRefusal` in its words. */
export async function doMethod(world: LineWorld, asked: Asked): Promise<Answer> {
  const { method, path } = asked;
  switch (`${method} ${path}`) {
    case "GET /v2/bot/info": {
      const { userId, basicId, name: displayName } = world;
      return ok({ userId, basicId, displayName, chatMode: "bot", markAsReadMode: "manual" });
    }
    case "PUT /v2/bot/channel/webhook/endpoint":
      return setEndpoint(world, asked);
    case "GET /v2/bot/channel/webhook/endpoint":
      if (world.endpoint === undefined) throw new LineRefusal(404, "Not found");
      return ok({ endpoint: world.endpoint, active: world.active });
    case "POST /v2/bot/channel/webhook/test":
      return ok(await tryEndpoint(world, asked));
    case "GET /v2/bot/message/quota":
      return ok(world.quota === undefined ? { type: "none" } : { type: "limited", value: world.quota.value });
    case "GET /v2/bot/message/quota/consumption":
      return ok({ totalUsage: world.used });
    case "POST /v2/bot/message/reply":
      return reply(world, asked);
    case "POST /v2/bot/message/push":
      return push(world, asked);
    case "POST /v2/bot/chat/markAsRead":
      return markAsRead(world, asked);
    case "POST /v2/bot/chat/loading/start":
      return startLoading(world, asked);
    default:
      return getProfile(world, asked);
  }
}

function ok(body: object): Answer {
  return { status: 200, body };
}

/** LINE asks for https; the simulator takes http too, for loopback. */
function setEndpoint(world: LineWorld, { body }: Asked): Answer {
  const url = URL.parse(String(body.endpoint ?? ""));
  if (url === null || !/^https?:$/.test(url.protocol) || String(body.endpoint).length > 500)
    throw new LineRefusal(400, "Invalid webhook endpoint URL");
  world.endpoint = url.href;
  return ok({});
}

async function tryEndpoint(world: LineWorld, { body }: Asked): Promise<object> {
  const endpoint = typeof body.endpoint === "string" ? body.endpoint : world.endpoint;
  if (endpoint === undefined) throw new LineRefusal(404, "Not found");
  const { status, reason } =
    world.reaches?.() ?? (await postEvents({ endpoint, destination: world.userId, secret: world.secret }, []));
  const timestamp = new Date(world.now()).toISOString();
  return {
    success: status === 200,
    timestamp,
    statusCode: status,
    reason,
    detail: status === 0 ? reason : String(status),
  };
}

/** For a person's own chat alone; a message takes it away. */
function startLoading(world: LineWorld, { body }: Asked): Answer {
  const { chatId, loadingSeconds = 20 } = body;
  if (typeof chatId !== "string" || !world.people.has(chatId))
    throw new LineRefusal(400, "The property, 'chatId', in the request body is invalid");
  const isFive = typeof loadingSeconds === "number" && loadingSeconds % 5 === 0;
  if (!isFive || loadingSeconds < 5 || loadingSeconds > 60)
    throw new LineRefusal(400, "The property, 'loadingSeconds', in the request body is invalid");
  world.loadingUntil.set(chatId, world.now() + loadingSeconds * 1000);
  return { status: 202, body: {} };
}

function reply(world: LineWorld, { body }: Asked): Answer {
  const messages = readMessages(world, body.messages);
  const chat = world.useReplyToken(String(body.replyToken ?? ""));
  return sent(world.say(chat, messages));
}

function push(world: LineWorld, { body, retryKey, requestId }: Asked): Answer {
  if (retryKey !== undefined && !UUID.test(retryKey))
    throw new LineRefusal(400, "The value for the 'X-Line-Retry-Key' is invalid");
  const before = world.findRetry(retryKey);
  if (before !== undefined)
    return {
      status: 409,
      body: { message: "The retry key is already accepted", ...sentBody(before.sent) },
      headers: { "x-line-accepted-request-id": before.requestId },
    };
  const to = String(body.to ?? "");
  const person = world.people.get(to);
  if (person === undefined && !world.groups.has(to))
    throw new LineRefusal(400, "The property, 'to', in the request body is invalid (line: -, column: -)");
  const messages = readMessages(world, body.messages);
  if (world.quota !== undefined && world.used + 1 > world.quota.value)
    throw new LineRefusal(429, "You have reached your monthly limit.");
  world.used += 1;
  // To somebody who has blocked the account a push answers as ever, and nothing is shown.
  const said = person?.friend === false ? [] : world.say(to, messages);
  const told = said.length > 0 ? said : messages.map(() => ({ id: world.newMessageId(), quoteToken: "q" }));
  world.keepRetry(retryKey, requestId, said);
  return sent(told);
}

function sent(said: readonly Pick<Said, "id" | "quoteToken">[]): Answer {
  return ok(sentBody(said));
}

function sentBody(said: readonly Pick<Said, "id" | "quoteToken">[]): object {
  return { sentMessages: said.map(({ id, quoteToken }) => ({ id, quoteToken })) };
}

function readMessages(world: LineWorld, given: unknown): OutMessage[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_MESSAGES)
    throw new LineRefusal(400, `The request body has 1 error(s)`, [
      { message: "Size must be between 1 and 5", property: "messages" },
    ]);
  return given.map((one: unknown, index) => readMessage(world, one, index));
}

function readMessage(world: LineWorld, given: unknown, index: number): OutMessage {
  const message: Record<string, unknown> = typeof given === "object" && given !== null ? { ...given } : {};
  const wrong = (words: string, property: string) =>
    new LineRefusal(400, "The request body has 1 error(s)", [
      { message: words, property: `messages[${index}].${property}` },
    ]);
  const needUrl = (property: string) => {
    const url = URL.parse(String(message[property] ?? ""));
    if (url === null || !/^https?:$/.test(url.protocol)) throw wrong("Must be a valid HTTPS URL", property);
    if (String(message[property]).length > 2000) throw wrong("Length must be between 0 and 2000", property);
  };
  switch (message.type) {
    case "text": {
      const { text, quoteToken } = message;
      if (typeof text !== "string" || text === "") throw wrong("May not be empty", "text");
      if (text.length > TEXT_MAX) throw wrong("Length must be between 0 and 5000", "text");
      const isKnown = [...world.chats.values()].flat().some((one) => one.quoteToken === quoteToken && !one.unsent);
      if (quoteToken !== undefined && !isKnown) throw new LineRefusal(400, "The quoteToken is invalid");
      return { ...message, type: "text" };
    }
    case "image":
    case "video":
      needUrl("originalContentUrl");
      needUrl("previewImageUrl");
      return { ...message, type: message.type };
    case "sticker":
    case "location":
    case "audio":
    case "template":
    case "flex":
      return { ...message, type: message.type };
    default:
      throw wrong(
        "Must be one of the following values: [text, image, video, audio, location, sticker, template, flex]",
        "type",
      );
  }
}

function markAsRead(world: LineWorld, { body }: Asked): Answer {
  const token = String(body.markAsReadToken ?? "");
  const isKnown = [...world.chats.values()].flat().some(({ markAsReadToken }) => markAsReadToken === token);
  if (!isKnown) throw new LineRefusal(400, "The markAsReadToken is invalid");
  world.readTokens.add(token);
  return ok({});
}

/** 404 for who is no friend, as when the account was blocked. */
function getProfile(world: LineWorld, { method, path }: Asked): Answer {
  const [, userId] = /^\/v2\/bot\/profile\/(\w+)$/.exec(path) ?? [];
  const [, groupId, memberId] = /^\/v2\/bot\/group\/(\w+)\/(?:summary|member\/(\w+))$/.exec(path) ?? [];
  const person = world.people.get(memberId ?? userId ?? "");
  const group = world.groups.get(groupId ?? "");
  if (method === "GET" && group !== undefined && memberId === undefined)
    return ok({ groupId: group.id, groupName: group.name });
  if (method !== "GET" || person === undefined || (groupId === undefined && !person.friend))
    throw new LineRefusal(404, "Not found");
  const face = showsFace(person.name) ? { pictureUrl: `${world.filesUrl}/faces/${person.id}` } : {};
  return ok({ userId: person.id, displayName: person.name, language: person.language, ...face });
}
