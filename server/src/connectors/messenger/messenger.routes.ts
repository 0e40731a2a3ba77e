import {
  attachmentId,
  type Locale,
  type MessengerConfig,
  messengerConfig,
  messengerConfigQuery,
  openSessionAnswer,
  openSessionBody,
  PLATFORMS,
  position,
  updateVisitorBody,
  visitorFileAnswer,
  visitorMessagesAnswer,
  visitorSendAnswer,
  visitorSendBody,
} from "@guichet/contract";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { acceptMessage } from "./accept-message.ts";
import type { MessengerChannel } from "./channel-door.ts";
import type { Entry } from "./entry.ts";
import type { MessengerDeps } from "./ports.ts";
import { noteDelivered, undelivered } from "./thread/note-receipts.ts";
import { readPage, readSince } from "./thread/read-thread.ts";
import { serveFile } from "./uploads/serve-file.ts";
import { uploadFile } from "./uploads/upload-file.ts";
import { openSession } from "./visitor/open-session.ts";
import { updateVisitor } from "./visitor/update-visitor.ts";
import type { Visitor } from "./visitor/visitor.ts";

const root = { root: true, crossOrigin: true, access: "anyone" } as const;
const inChannel = z.object({ channelId: z.string().max(100) });
const { text, attachments } = PLATFORMS.messenger;

/** The messenger's public door (contract/messenger.ts). Cookies open nothing here; every call but two needs a visitor's token. */
export function messengerRoutes(deps: MessengerDeps, entry: Entry): Route[] {
  return [...sessionRoutes(deps, entry), ...messageRoutes(deps, entry), ...fileRoutes(deps, entry)];
}

function sessionRoutes(deps: MessengerDeps, entry: Entry): Route[] {
  return [
    route({
      ...root,
      method: "GET",
      url: "/messenger/:channelId/config",
      summary: "How the messenger of a channel looks and what it takes",
      rate: "visitor",
      params: inChannel,
      query: messengerConfigQuery,
      answer: messengerConfig,
      handler: async ({ raw, query }, reply) => toConfig((await entry.enter(raw, reply)).channel, query.locale),
    }),
    route({
      ...root,
      method: "POST",
      url: "/messenger/:channelId/sessions",
      summary: "A visitor's session: anonymous, known by its token, or identified by a JWT",
      rate: "visitor",
      bodyLimit: 32 * 1024,
      params: inChannel,
      body: openSessionBody,
      answer: openSessionAnswer,
      handler: async ({ raw, body }, reply) => {
        const { channel } = await entry.enter(raw, reply);
        return await openSession({ channel, db: deps.database.of(channel.organizationId), now: deps.now() }, body);
      },
    }),
    route({
      ...root,
      method: "PATCH",
      url: "/messenger/:channelId/visitor",
      summary: "What the page tells about its visitor",
      rate: "visitor",
      params: inChannel,
      body: updateVisitorBody,
      handler: async ({ raw, body }, reply) => {
        const { facts } = await entry.enter(raw, reply);
        const visitor = await entry.visitor(raw, reply);
        await updateVisitor(withDb(deps, visitor), visitor, body, facts);
      },
    }),
  ];
}

function messageRoutes(deps: MessengerDeps, entry: Entry): Route[] {
  return [
    route({
      ...root,
      method: "POST",
      url: "/messenger/:channelId/messages",
      summary: "A visitor writes; 201 means stored for ever",
      rate: "visitor",
      params: inChannel,
      body: visitorSendBody,
      answer: visitorSendAnswer,
      status: 201,
      handler: async ({ raw, body }, reply) => {
        const { facts } = await entry.enter(raw, reply);
        const visitor = await entry.visitor(raw, reply);
        return await acceptMessage(withDb(deps, visitor), visitor, body, facts);
      },
    }),
    route({
      ...root,
      method: "GET",
      url: "/messenger/:channelId/messages",
      summary: "The visitor's thread: the newest page, the one above, or what changed since",
      rate: "visitor",
      params: inChannel,
      query: z.object({ before: z.string().max(100).optional(), after: position.optional() }),
      answer: visitorMessagesAnswer,
      handler: async ({ raw, query }, reply) => {
        const visitor = await entry.visitor(raw, reply);
        const scope = { ...visitor, db: deps.database.of(visitor.organizationId) };
        const answer =
          query.after === undefined ? await readPage(scope, query.before) : await readSince(scope, query.after);
        noteFetched(deps, visitor, undelivered(answer.messages), reply);
        return answer;
      },
    }),
  ];
}

function fileRoutes(deps: MessengerDeps, entry: Entry): Route[] {
  return [
    route({
      ...root,
      method: "POST",
      url: "/messenger/:channelId/files",
      summary: "A file for a message that is being written",
      rate: "upload",
      // One byte more than is taken, so that we say why.
      bodyLimit: attachments.maxBytes + 1,
      params: inChannel,
      query: z.object({ name: z.string().max(4000).default("") }),
      body: "raw",
      answer: visitorFileAnswer,
      status: 201,
      handler: async ({ raw, query, body }, reply) => {
        const visitor = await entry.visitor(raw, reply);
        return await uploadFile(withDb(deps, visitor), visitor, { name: query.name, content: body });
      },
    }),
    route({
      ...root,
      method: "GET",
      url: "/messenger/:channelId/files/:attachmentId",
      summary: "A file of the visitor's own thread",
      rate: "visitor",
      params: inChannel.extend({ attachmentId: z.string().max(100) }),
      handler: async ({ raw, params }, reply) => {
        const visitor = await entry.visitor(raw, reply);
        const id = attachmentId.safeParse(params.attachmentId).data;
        return await serveFile(withDb(deps, visitor), visitor, { id, range: raw.headers.range }, reply);
      },
    }),
  ];
}

function withDb(deps: MessengerDeps, { organizationId }: Visitor) {
  return { ...deps, db: deps.database.of(organizationId) };
}

function toConfig({ id, name, settings }: MessengerChannel, locale: Locale): MessengerConfig {
  return {
    channelId: id,
    name,
    color: settings.color,
    texts: settings.texts[locale] ?? {},
    maxFileBytes: attachments.maxBytes,
    maxTextCharacters: text.max,
  };
}

/** They arrived when the answer has left. Without it the visitor fetches again, and nothing was claimed. */
function noteFetched(deps: MessengerDeps, visitor: Visitor, ids: ReturnType<typeof undelivered>, reply: FastifyReply) {
  if (ids.length === 0) return;
  reply.raw.once("finish", () => {
    void noteDelivered(deps, visitor, ids).catch((error: unknown) => {
      deps.log.warn("a receipt was not noted; the next one will be", {
        cause: error instanceof Error ? error.name : "",
      });
    });
  });
}
