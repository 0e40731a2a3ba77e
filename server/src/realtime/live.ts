import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import {
  type ChannelId,
  conversationId as conversationIdSchema,
  type LiveFrame,
  liveCommand,
  type OrganizationId,
  Refusal,
  teamId,
  type UserId,
  userId,
} from "@guichet/contract";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { type Authenticate, findEndedSessions } from "../auth/index.ts";
import { accessConversation } from "../conversations/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import type { EventBus } from "../events/index.ts";
import type { Log } from "../lib/log.ts";
import { parseJson } from "../lib/parse-json.ts";
import { channelRolesOf, heartbeat, limitsOf } from "../users/index.ts";
import type { LiveHub } from "./live-hub.ts";
import { CLOSE_SIGNED_OUT, LiveSocket } from "./live-socket.ts";
import { collectSignsOfLife } from "./signs-of-life.ts";
import { textFrame } from "./text-frame.ts";
import { createViewers } from "./viewing/viewers.ts";

export type LiveDeps = {
  readonly database: Database;
  readonly hub: LiveHub;
  readonly bus: EventBus;
  readonly authenticate: Authenticate;
  readonly publicUrl: string;
  /** Throws when this caller has asked too often: every look at a cookie is a question to the database (S37). */
  readonly limit: (request: IncomingMessage) => void;
  readonly now: () => Date;
  readonly log: Log;
  readonly wake: () => void;
  /** An agent who speaks to this process writes to a contact, or has stopped; at most every few seconds. */
  readonly whenAgentTypes?: (news: TypingNews) => void;
};

type DoorDeps = LiveDeps & {
  readonly signs: Pick<ReturnType<typeof collectSignsOfLife>, "note">;
  readonly viewers: Pick<ReturnType<typeof createViewers>, "look" | "note" | "forget">;
};

const PATH = "/api/v1/live";
const PONG = textFrame(JSON.stringify({ type: "pong" } satisfies LiveFrame));
const MOST_FRAME_BYTES = 4096;
const MOST_SOCKETS_A_USER = 30;
const SESSION_LOOK_MS = 3000;

const typingPayload = z.object({
  organizationId: z.string(),
  channelId: z.string(),
  conversationId: conversationIdSchema,
  identityId: z.string().nullable(),
  teamId: teamId.nullable(),
  assigneeId: userId.nullable(),
  who: z.enum(["contact", "agent"]),
  userId: z.string().nullable(),
  /** The agent's name, for the contact's side. */
  name: z.string().max(300).default(""),
  on: z.boolean(),
});
export type TypingNews = z.output<typeof typingPayload>;

/** The door of the live feed: sockets in, frames out, a sign of life back. */
export function startLive(deps: LiveDeps) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  deps.bus.subscribe("guichet_typing", (payload) => hearTyping(deps, payload));
  const signs = collectSignsOfLife(deps);
  const viewers = createViewers(deps);
  const timer = setInterval(
    () =>
      void endSessions(deps).catch((error: unknown) =>
        deps.log.error("sessions of sockets could not be checked", {}, error),
      ),
    SESSION_LOOK_MS,
  );

  return {
    /** True when the request was for the live feed; it is then taken care of. */
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
      // Anybody may write anything here, before any route: what is no address must not throw.
      const url = URL.parse(request.url ?? "/", "http://local");
      if (url?.pathname !== PATH) return false;
      void admit({ ...deps, signs, viewers }, server, request, socket, head, url.searchParams.get("after") ?? "");
      return true;
    },
    stop(): void {
      clearInterval(timer);
      signs.stop();
      viewers.stop();
      for (const socket of deps.hub.all()) socket.close(1001, "going away");
    },
  };
}

async function admit(
  deps: DoorDeps,
  server: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  after: string,
): Promise<void> {
  socket.on("error", () => socket.destroy());
  try {
    if (!isOwnOrigin(request, deps.publicUrl)) return refuse(socket, "403 Forbidden");
    if (!/^\d{1,19}$/.test(after)) return refuse(socket, "400 Bad Request");
    deps.limit(request);
    const viewer = await deps.authenticate(request);
    if (viewer === null) return refuse(socket, "401 Unauthorized");
    if (deps.hub.countOf(viewer) >= MOST_SOCKETS_A_USER) return refuse(socket, "429 Too Many Requests");
    const scope = { db: deps.database.of(viewer.organizationId), organizationId: viewer.organizationId };
    const reach = await channelRolesOf(scope, viewer.userId);
    const limits = await limitsOf(scope, viewer.userId);
    server.handleUpgrade(request, socket, head, (ws) => {
      const live = new LiveSocket({ ws, wire: socket }, viewer, { reach, limits }, BigInt(after));
      serve(deps, ws, live, { ...scope, actor: { type: "user", id: viewer.userId }, now: deps.now, log: deps.log });
    });
  } catch (error) {
    if (error instanceof Refusal) return refuse(socket, "429 Too Many Requests");
    deps.log.error("a live socket could not be opened", {}, error);
    refuse(socket, "503 Service Unavailable");
  }
}

/** Another site's page must not open the feed with our cookie (S13). Programs send no Origin and no foreign cookie. */
function isOwnOrigin(request: IncomingMessage, publicUrl: string): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(deps: DoorDeps, ws: WebSocket, live: LiveSocket, ctx: Ctx): void {
  const shout = (error: unknown) => deps.log.error("a live socket stumbled", {}, error);
  ws.on("error", () => ws.terminate());
  ws.on("close", () => {
    deps.hub.remove(live);
    deps.viewers.forget(live);
  });
  ws.on("message", (data) => void obey(deps, live, ctx, String(data)).catch(shout));
  void heartbeat(ctx, live.userId).then(deps.wake).catch(shout);
  void deps.hub.add(live).catch((error: unknown) => {
    shout(error);
    ws.close(1011, "try again");
  });
}

async function obey(deps: DoorDeps, live: LiveSocket, ctx: Ctx, text: string): Promise<void> {
  const parsed = parseJson(text, { maxDepth: 3, maxKeys: 10, maxBytes: MOST_FRAME_BYTES });
  const command = parsed.ok ? liveCommand.safeParse(parsed.value) : undefined;
  if (command === undefined || !command.success) return live.close(1008, "not understood");
  if (command.data.type === "ping") {
    live.write(PONG);
    const { organizationId, userId, sessionId } = live;
    deps.signs.note({ organizationId, userId, sessionId, active: command.data.active });
    deps.viewers.note(live);
    return;
  }
  if (command.data.type === "viewing") {
    deps.viewers.look(live, command.data.place);
    return;
  }
  const { conversation } = await accessConversation(ctx, command.data.conversationId, "reply");
  const news: TypingNews = {
    organizationId: ctx.organizationId,
    channelId: conversation.channel_id,
    conversationId: conversation.id,
    identityId: conversation.identity_id,
    teamId: conversation.team_id,
    assigneeId: conversation.assignee_id,
    who: "agent",
    userId: live.userId,
    name: live.name,
    on: command.data.on,
  };
  deps.bus.publish("guichet_typing", JSON.stringify(news));
  deps.whenAgentTypes?.(news);
}

function hearTyping(deps: LiveDeps, payload: string): void {
  const news = readTyping(payload);
  if (news === undefined) return;
  const { conversationId, who, on } = news;
  const typist = news.userId as UserId | null;
  const frame = textFrame(
    JSON.stringify({ type: "typing", conversationId, who, userId: typist, on } satisfies LiveFrame),
  );
  const seen = { channelId: news.channelId as ChannelId, teamId: news.teamId, assigneeId: news.assigneeId };
  for (const socket of deps.hub.of(news.organizationId as OrganizationId))
    if (socket.userId !== typist && socket.sees(seen)) socket.write(frame);
}

/** What travels between processes about typing; undefined: not ours. */
export function readTyping(payload: string): TypingNews | undefined {
  const parsed = parseJson(payload, { maxDepth: 2, maxKeys: 20, maxBytes: MOST_FRAME_BYTES });
  const news = parsed.ok ? typingPayload.safeParse(parsed.value) : undefined;
  return news?.success === true ? news.data : undefined;
}

/** S14, S22: a session that ended takes its sockets along within seconds. */
async function endSessions(deps: LiveDeps): Promise<void> {
  for (const [organizationId, own] of Map.groupBy(deps.hub.all(), (socket) => socket.organizationId)) {
    const ended = await findEndedSessions({ db: deps.database.of(organizationId), organizationId, now: deps.now }, own);
    for (const socket of own) {
      const reason = ended.get(socket.sessionId);
      if (reason === undefined) continue;
      socket.send({ type: "signed_out", reason });
      socket.close(CLOSE_SIGNED_OUT, "signed out");
    }
  }
}
