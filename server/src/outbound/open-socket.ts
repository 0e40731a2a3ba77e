import { connect as connectNet, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { OutboundError, type OutboundReason } from "./failure.ts";
import type { CheckedTarget } from "./resolve-checked.ts";

export type TlsChoice = {
  /** Certificate authorities instead of the usual ones, in PEM. */
  ca?: readonly string[];
  protocols?: readonly string[];
};

/**
 * Connects to one of the checked addresses: no name is looked up again, so an answer that changed since cannot matter.
 * The name is kept for the server name and the certificate. Throws OutboundError.
 */
export async function openSocket(
  target: CheckedTarget,
  tls: TlsChoice | undefined,
  timeoutMs: number,
): Promise<Socket> {
  const deadline = Date.now() + timeoutMs;
  const plain = connectToChecked(target);
  await untilReady(plain, "connect", "connection", timeoutMs);
  if (tls === undefined) return plain;
  const secure = secureSocket(plain, target.host, tls);
  await untilReady(secure, "secureConnect", "tls", Math.max(1, deadline - Date.now()));
  return secure;
}

/** The name to put into the TLS greeting; none for a bare address. */
export function serverNameOf(host: string): string | undefined {
  return isIP(host) ? undefined : host.replace(/\.$/, "");
}

function connectToChecked({ host, port, addresses }: CheckedTarget): Socket {
  const [only, ...others] = addresses;
  if (others.length === 0) return connectNet({ host: only, port });
  return connectNet({ host, port, lookup: answerWith(addresses), autoSelectFamily: true });
}

function answerWith(addresses: readonly [string, ...string[]]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, addresses[0], isIP(addresses[0]));
  };
}

function secureSocket(socket: Socket, host: string, { ca, protocols }: TlsChoice): TLSSocket {
  return connectTls({
    socket,
    host: serverNameOf(host) ?? host,
    servername: serverNameOf(host),
    ca: ca && [...ca],
    ALPNProtocols: protocols && [...protocols],
    minVersion: "TLSv1.2",
  });
}

function untilReady(socket: Socket, event: string, reason: OutboundReason, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: OutboundReason, cause?: unknown) => {
      clearTimeout(timer);
      // A late error of a socket that was given up must not end the process.
      socket.on("error", () => undefined);
      socket.destroy();
      reject(new OutboundError(why, { cause }));
    };
    const onError = (cause: unknown) => fail(reason, cause);
    const onClose = () => fail(reason);
    const timer = setTimeout(() => fail("timeout"), timeoutMs);
    socket.once("error", onError);
    socket.once("close", onClose);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off("error", onError);
      socket.off("close", onClose);
      resolve();
    });
  });
}
