import type { MessageId, OpenSessionAnswer } from "@guichet/contract";
import { SignJWT } from "jose";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { TestChannel, World } from "./messenger.test-kit.ts";

/** What the site's own server does for its users. */
export async function signUser(channel: TestChannel, userId: string, changes: Record<string, unknown> = {}) {
  const claims = { scope: "appUser", userId, ...changes };
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: channel.secretId })
    .setExpirationTime(new Date(channel.now().getTime() + 3_600_000))
    .sign(new TextEncoder().encode(channel.secretKey));
}

type Call = {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";
  readonly path: string;
  readonly body?: unknown;
  readonly raw?: Buffer;
  readonly token?: string;
  readonly headers?: Record<string, string>;
};

/** A call as a browser on a site makes it. */
export async function callMessenger(world: Pick<World, "app">, channelId: string, call: Call) {
  const { method = "GET", path, body, raw, token, headers } = call;
  const type = raw === undefined ? "application/json" : "application/octet-stream";
  const answer = await world.app.inject({
    method,
    url: `/messenger/${channelId}${path}`,
    headers: {
      origin: "https://shop.example",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined && raw === undefined ? {} : { "content-type": type }),
      ...headers,
    },
    ...(raw !== undefined ? { payload: raw } : body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isJson = String(answer.headers["content-type"]).startsWith("application/json");
  return { status: answer.statusCode, headers: answer.headers, json: isJson ? answer.json() : undefined, answer };
}

/** A visitor of a channel: a new anonymous one, or whoever the token belongs to. */
export async function openVisitor(world: World, channel: TestChannel, session: Partial<OpenSessionAnswer> = {}) {
  const opened =
    session.token === undefined
      ? (await callMessenger(world, channel.id, { method: "POST", path: "/sessions", body: {} })).json
      : session;
  const token: string = opened.token;
  const call = (rest: Call) => callMessenger(world, channel.id, { token, ...rest });
  return {
    token,
    channel,
    call,
    async write(text: string, rest: Record<string, unknown> = {}) {
      const id = uuidV7() as MessageId;
      const answer = await call({ method: "POST", path: "/messages", body: { id, text, ...rest } });
      return { ...answer, id };
    },
    upload: (content: Buffer | string, name = "a.txt") =>
      call({ method: "POST", path: `/files?name=${encodeURIComponent(name)}`, raw: Buffer.from(content) }),
    messages: async (query = "") => (await call({ path: `/messages${query}` })).json,
  };
}
export type TestVisitor = Awaited<ReturnType<typeof openVisitor>>;
