import type { Socket } from "node:net";
import { parseAllowList } from "./allow-list.ts";
import { connectChecked, type Door, findChecked } from "./connect-checked.ts";
import { failure, OutboundError, type OutboundFailure } from "./failure.ts";
import { createHttpAgent } from "./http-agent.ts";
import { type OutboundStream, openRequest } from "./open-request.ts";
import { serverNameOf } from "./open-socket.ts";
import { type OutboundAnswer, readAnswer } from "./read-answer.ts";
import type { OutboundRequest } from "./request.ts";
import { normalizeHost, type Resolve, resolveBySystem } from "./resolve-checked.ts";

export type OutboundOptions = {
  /** Private hosts the operator allows: `host`, `host:port`, `host:*`, an address or a range (see allow-list.ts). */
  allowPrivateHosts?: readonly string[];
  /** Finding the name, connecting and the TLS greeting together, in milliseconds. Default 10 s. */
  connectTimeoutMs?: number;
  /** Certificate authorities (PEM) instead of the usual ones. */
  certificateAuthorities?: readonly string[];
  /** How names are looked up; the system's way by default. */
  resolve?: Resolve;
};

export type TcpTarget = {
  host: string;
  port: number;
  /** Speak TLS at once (implicit TLS). For STARTTLS connect without, then upgrade with the `servername`. */
  tls?: boolean;
  timeoutMs?: number;
  /** Only for a host from the operator's own configuration: it is not judged. */
  operatorChose?: boolean;
};

export type ConnectedSocket = { ok: true; socket: Socket; servername: string | undefined };
export type CheckedHost = { ok: true; address: string; addresses: string[]; servername: string | undefined };

export type Outbound = {
  /** Sends a request and reads the whole answer, bounded. */
  fetch(url: string | URL, request?: OutboundRequest): Promise<OutboundAnswer | OutboundFailure>;
  /** The same with the body left to be read piece by piece, for files. */
  open(url: string | URL, request?: OutboundRequest): Promise<OutboundStream | OutboundFailure>;
  /** A connected socket for mail libraries. */
  connectTcp(target: TcpTarget): Promise<ConnectedSocket | OutboundFailure>;
  /** A checked address for libraries that open their own socket: connect to `address`, greet with `servername`. */
  checkHost(target: TcpTarget): Promise<CheckedHost | OutboundFailure>;
  /** Closes all connections. */
  close(): Promise<void>;
};

/** The one door for connections to addresses that somebody else chose: checked at use, limited in time and size. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const door: Door = {
    resolve: options.resolve ?? resolveBySystem,
    allows: parseAllowList(options.allowPrivateHosts ?? []),
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
  };
  const ca = options.certificateAuthorities;
  let made: ReturnType<typeof createHttpAgent> | undefined;
  const agent = () => {
    made ??= createHttpAgent(door, ca);
    return made;
  };
  return {
    async fetch(url, request = {}) {
      const stream = await openRequest(await agent(), url, request);
      return stream.ok ? readAnswer(stream) : stream;
    },
    open: async (url, request = {}) => await openRequest(await agent(), url, request),
    connectTcp: (target) => connectTcp(door, target, ca),
    checkHost: (target) => checkHost(door, target),
    close: async () => await (await made)?.destroy(),
  };
}

async function connectTcp(
  door: Door,
  target: TcpTarget,
  ca?: readonly string[],
): Promise<ConnectedSocket | OutboundFailure> {
  try {
    const tls = target.tls ? { ca } : undefined;
    const socket = await connectChecked(door, { ...target, purpose: "mail" }, { ...target, tls });
    return { ok: true, socket, servername: serverNameOf(normalizeHost(target.host)) };
  } catch (error) {
    return toFailure(error);
  }
}

async function checkHost(door: Door, target: TcpTarget): Promise<CheckedHost | OutboundFailure> {
  try {
    const { host, addresses } = await findChecked(
      door,
      { ...target, purpose: "mail" },
      { operatorChose: target.operatorChose, timeoutMs: target.timeoutMs },
    );
    return { ok: true, address: addresses[0], addresses, servername: serverNameOf(host) };
  } catch (error) {
    return toFailure(error);
  }
}

/** Nothing was said on a socket that never opened. Anything but an OutboundError is a bug and stays one. */
function toFailure(error: unknown): OutboundFailure {
  if (error instanceof OutboundError) return failure(error.reason, false);
  throw error;
}
