import type { Agent, buildConnector } from "undici";
import { connectChecked, type Door } from "./connect-checked.ts";
import { OutboundError } from "./failure.ts";

/** Most connections to one origin: a peer that hangs keeps this many busy and delays nobody else. */
const connectionsToOneOrigin = 64;

/** The pool of HTTP connections. Every new one goes through the check; one kept alive leads to an address that was checked. */
export async function createHttpAgent(door: Door, ca?: readonly string[]): Promise<Agent> {
  // Large, and many an installation calls nobody by HTTP: read when it is needed.
  const { Agent } = await import("undici");
  return new Agent({
    connect: checkedConnector(door, ca),
    allowH2: false,
    pipelining: 1,
    connections: connectionsToOneOrigin,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 32 * 1024,
    // Our own deadlines, which are exact, take the place of these.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function checkedConnector(door: Door, ca?: readonly string[]): buildConnector.connector {
  return ({ hostname, port, protocol }, callback) => {
    const secure = protocol === "https:";
    const target = { host: hostname, port: Number(port) || (secure ? 443 : 80), purpose: "http" as const };
    connectChecked(door, target, { tls: secure ? { ca, protocols: ["http/1.1"] } : undefined }).then(
      (socket) => callback(null, socket.setNoDelay(true).setKeepAlive(true, 60_000)),
      (error: unknown) => callback(toError(error), null),
    );
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new OutboundError("connection", { cause: error });
}
