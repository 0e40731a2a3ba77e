import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { ERROR_STATUS, position, Refusal } from "@guichet/contract";
import { type WebSocket, WebSocketServer } from "ws";
import type { Database } from "../../../db/index.ts";
import type { Log } from "../../../lib/log.ts";
import type { ChannelDoor } from "../channel-door.ts";
import { checkOrigin } from "../check-origin.ts";
import { authenticateVisitor } from "../visitor/authenticate-visitor.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { createUpgradeLimit } from "./upgrade-limit.ts";

export type Admitted = { readonly visitor: Visitor; readonly after: string };
type Deps = {
  readonly database: Database;
  readonly door: ChannelDoor;
  readonly log: Log;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly addressOf: (request: IncomingMessage) => string;
  /** May this visitor have one more line? */
  readonly hasRoom: (visitor: Visitor) => boolean;
};

const protocol = "guichet";
const liveAddress = /^\/messenger\/(?<channel>[^/?#]+)\/live(?:\?(?<query>[^#]*))?$/;

/**
 * The messenger's socket door: answers false when the address is not ours. The proof travels as a sub-protocol name, so it is
 * in no address and no log; what is refused is refused before there is a socket.
 */
export function createUpgrade(deps: Deps, welcome: (socket: WebSocket, admitted: Admitted) => void) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 4096,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => protocol,
  });
  const limit = createUpgradeLimit(deps.now);

  return (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const asked = liveAddress.exec(request.url ?? "")?.groups;
    if (asked === undefined) return false;
    const drop = () => void socket.destroy();
    socket.on("error", drop);
    void admit(deps, limit, request, { channel: asked.channel ?? "", query: asked.query ?? "" })
      .then((admitted) => {
        socket.off("error", drop);
        sockets.handleUpgrade(request, socket, head, (made) => welcome(made, admitted));
      })
      .catch((error: unknown) => refuse(deps.log, socket, error));
    return true;
  };
}

async function admit(
  deps: Deps,
  limit: ReturnType<typeof createUpgradeLimit>,
  request: IncomingMessage,
  asked: { readonly channel: string; readonly query: string },
): Promise<Admitted> {
  limit.take(deps.addressOf(request));
  const after = position.safeParse(new URLSearchParams(asked.query).get("after") ?? "0");
  if (!after.success) throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a cursor" }] });
  const channel = await deps.door.find(asked.channel);
  if (channel === undefined) throw new Refusal("not_found");
  checkOrigin(request.headers, channel.settings.allowedOrigins, deps.publicUrl);
  const token = readToken(request.headers["sec-websocket-protocol"]);
  const visitor = await authenticateVisitor(deps.database.of(channel.organizationId), channel, token, deps.now());
  if (!deps.hasRoom(visitor)) throw new Refusal("too_many_requests");
  return { visitor, after: after.data };
}

/** `guichet` and `guichet.<token>` must both be offered: we answer the first, which tells nothing. */
function readToken(header: string | undefined): string | undefined {
  const offered = (header ?? "").split(",").map((name) => name.trim());
  const prefix = `${protocol}.`;
  const proof = offered.filter((name) => name.startsWith(prefix));
  return offered.includes(protocol) && proof.length === 1 ? proof[0]?.slice(prefix.length) : undefined;
}

function refuse(log: Log, socket: Duplex, error: unknown): void {
  // Whatever else it was, the widget tries again, and fetches what it misses meanwhile.
  const known = error instanceof Refusal ? error : new Refusal("unavailable");
  if (known !== error) log.error("a visitor's line could not be opened", {}, error);
  const status = ERROR_STATUS[known.code];
  socket.end(`HTTP/1.1 ${status} ${known.code}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => {
    socket.destroy();
  });
}
