import { Refusal } from "@guichet/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Database } from "../../db/index.ts";
import type { CallFacts } from "./accept-call.ts";
import type { ChannelDoor, MessengerChannel } from "./channel-door.ts";
import { checkOrigin } from "./check-origin.ts";
import type { DoorLimit } from "./ports.ts";
import { authenticateVisitor, readBearer } from "./visitor/authenticate-visitor.ts";
import type { Visitor } from "./visitor/visitor.ts";

type Deps = {
  readonly database: Database;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly door: ChannelDoor;
};
export type Entered = { readonly channel: MessengerChannel; readonly facts: CallFacts };
export type Entry = ReturnType<typeof createEntry>;

const messengerAddress = /^\/messenger\/(?<channel>[^/?#]+)\//;
const uploadAddress = /^\/messenger\/[^/?#]+\/files(\?|$)/;

/**
 * The way in of every call: which channel, and may this page use it? What was found is kept with the request, so that the
 * hook and the handler ask once.
 */
export function createEntry({ database, now, publicUrl, door }: Deps) {
  const entered = new WeakMap<FastifyRequest, Promise<Entered>>();
  const visitors = new WeakMap<FastifyRequest, Promise<Visitor>>();

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<Entered> {
    const channel = await door.find(messengerAddress.exec(request.url)?.groups?.channel ?? "");
    if (channel === undefined) throw new Refusal("not_found");
    const origin = checkOrigin(request.headers, channel.settings.allowedOrigins, publicUrl);
    if (origin !== undefined) allowOrigin(reply, origin);
    return { channel, facts: { userAgent: request.headers["user-agent"] ?? "", origin: origin ?? "" } };
  }

  async function prove(request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
    const { channel } = await entry.enter(request, reply);
    const token = readBearer(request.headers.authorization);
    return await authenticateVisitor(database.of(channel.organizationId), channel, token, now());
  }

  const entry = {
    /** Refuses with not_found (unknown, deleted and paused alike) or origin_refused. */
    enter: (request: FastifyRequest, reply: FastifyReply) => once(entered, request, () => admit(request, reply)),
    /** Refuses also who proves nothing (401). */
    visitor: (request: FastifyRequest, reply: FastifyReply) => once(visitors, request, () => prove(request, reply)),

    /**
     * Answers the browsers' preflights, and does before a body is read what need not wait for it: the origin (so that refusals
     * carry CORS headers too) and the proof of uploads. Call it on the instance before its routes are added. Looking up costs a
     * question to the database, so nobody may have it done without end, with whatever made-up channels and proofs (S37).
     */
    guard(app: FastifyInstance, limit: DoorLimit): void {
      app.addHook("onRequest", async (request, reply) => {
        if (!messengerAddress.test(request.url)) return;
        limit.take("door", request.ip);
        await entry.enter(request, reply);
        if (request.method === "OPTIONS") return await answerPreflight(reply);
        if (request.method === "POST" && uploadAddress.test(request.url)) await entry.visitor(request, reply);
      });
    },
  };
  return entry;
}

function once<T>(
  known: WeakMap<FastifyRequest, Promise<T>>,
  request: FastifyRequest,
  ask: () => Promise<T>,
): Promise<T> {
  const asked = known.get(request) ?? ask();
  known.set(request, asked);
  return asked;
}

/** Exactly this site, and never with cookies: the proof is in a header that only the widget can set. */
function allowOrigin(reply: FastifyReply, origin: string): void {
  reply.header("access-control-allow-origin", origin);
  reply.header("access-control-expose-headers", "content-disposition, content-range, retry-after");
  reply.header("vary", "origin");
}

async function answerPreflight(reply: FastifyReply): Promise<FastifyReply> {
  reply.header("access-control-allow-methods", "GET, POST, PATCH");
  reply.header("access-control-allow-headers", "authorization, content-type, range");
  reply.header("access-control-max-age", "600");
  return await reply.code(204).send();
}
