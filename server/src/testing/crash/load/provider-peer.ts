import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { apiOutbound } from "@guichet/contract";
import { Webhook } from "standardwebhooks";
import type { Delivered } from "../history/history.ts";
import type { Recorder } from "../history/recorder.ts";
import { createFileShelf, type FileShelf } from "./file-shelf.ts";
import { between, chance } from "./random.ts";
import type { ApiChannel } from "./world.ts";

export type PeerManners = {
  /** Does it count a `webhook-id` once? */
  readonly idempotent: boolean;
  /** Shares of requests: answered 500, 429, cut before anything was read, accepted and then cut, accepted and then silent for seconds. */
  readonly refuses: number;
  readonly limits: number;
  readonly cutsBefore: number;
  readonly cutsAfter: number;
  readonly hangs: number;
  /** Share of accepted messages of which it tells later that they arrived. */
  readonly tells: number;
  /**
   * Share of messages whose first request is held until the same message comes again; then the first is refused for good
   * and the second is taken. Whoever lost his lease must not have the last word (I23).
   */
  readonly refusesLate: number;
};

/** The share that fails is that of the prototype: 8 % refused, 2 % each of the rest. */
export const usualManners: PeerManners = {
  idempotent: true,
  refuses: 0.05,
  limits: 0.03,
  cutsBefore: 0.02,
  cutsAfter: 0.02,
  hangs: 0.02,
  tells: 0.6,
  refusesLate: 0,
};

export type ProviderPeer = FileShelf & {
  readonly url: string;
  /** Must be told who calls before the first message comes. */
  serve(channels: readonly ApiChannel[]): void;
  /** Has it taken this message? */
  has(messageId: string): boolean;
  /** Receipts that our side has not acknowledged yet. */
  readonly untold: number;
  close(): Promise<void>;
};

type TellStatus = (channel: ApiChannel, messageId: string) => Promise<boolean>;

/** The other end of the API channel: takes outgoing messages as badly as networks and providers do, and keeps the ledger. */
export async function startProviderPeer(
  recorder: Recorder,
  manners: PeerManners,
  tell: TellStatus,
): Promise<ProviderPeer> {
  const channels = new Map<string, ApiChannel>();
  const known = new Set<string>();
  const held = new Map<string, () => void>();
  const shelf = createFileShelf();
  let untold = 0;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    if (path.startsWith("/files/")) return shelf.give(path, response);
    if (chance(manners.cutsBefore)) return void request.socket.destroy();
    const body = await readBody(request);
    const channel = channels.get(path.replace("/hooks/", ""));
    const message = channel === undefined ? undefined : verify(channel, request, body);
    if (channel === undefined || message === undefined) return void response.writeHead(401).end();
    if (chance(manners.refuses)) return void response.writeHead(500).end("<h1>Sorry</h1>");
    if (chance(manners.limits)) return void response.writeHead(429, { "retry-after": "1" }).end();
    if (await isRefusedLate(message.messageId)) return void response.writeHead(400).end();
    accept(channel, message);
    if (chance(manners.cutsAfter)) return void request.socket.destroy();
    if (chance(manners.hangs)) {
      await sleep(between(1000, 4000));
      return void request.socket.destroy();
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(chance(0.5) ? JSON.stringify({ id: `theirs-${message.messageId}` }) : "ok");
  }

  /** True for a first request that was overtaken by a second one. */
  async function isRefusedLate(messageId: string): Promise<boolean> {
    const overtaken = held.get(messageId);
    if (overtaken !== undefined) {
      overtaken();
      await sleep(1000);
      return false;
    }
    if (known.has(messageId) || !chance(manners.refusesLate)) return false;
    const comesAgain = new Promise<boolean>((resolve) => held.set(messageId, () => resolve(true)));
    return await Promise.race([comesAgain, sleep(15_000, false)]);
  }

  function accept(channel: ApiChannel, message: Omit<Delivered, "type" | "effect">): void {
    const effect = !manners.idempotent || !known.has(message.messageId);
    known.add(message.messageId);
    recorder.note({ type: "delivered", ...message, effect });
    if (effect && chance(manners.tells)) void tellLater(channel, message.messageId);
  }

  async function tellLater(channel: ApiChannel, messageId: string): Promise<void> {
    untold += 1;
    await sleep(between(100, 1000));
    if (await tell(channel, messageId)) recorder.note({ type: "told", messageId, status: "delivered" });
    untold -= 1;
  }

  const server = createServer((request, response) => {
    request.on("error", () => undefined);
    void take(request, response).catch(() => request.socket.destroy());
  });
  const url = await listen(server);
  return {
    ...shelf,
    url,
    fileUrl: (file) => `${url}${shelf.fileUrl(file)}`,
    serve: (served) => {
      for (const channel of served) channels.set(channel.id, channel);
    },
    has: (messageId) => known.has(messageId),
    get untold() {
      return untold;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Checked with the reference library; a wrong signature is no message. */
function verify(
  channel: ApiChannel,
  request: IncomingMessage,
  body: string,
): Omit<Delivered, "type" | "effect"> | undefined {
  try {
    const headers = {
      "webhook-id": String(request.headers["webhook-id"]),
      "webhook-timestamp": String(request.headers["webhook-timestamp"]),
      "webhook-signature": String(request.headers["webhook-signature"]),
    };
    const { data } = apiOutbound.parse(new Webhook(channel.secret).verify(body, headers));
    return { channelId: channel.id, messageId: headers["webhook-id"], contact: data.contact.id, text: data.text };
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
