import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";

/**
 * Who is at the other end of a request that no route handles, e.g. a socket's: read as Fastify reads it for routes. Headers
 * count only when the connection comes from one of these proxies (S42).
 */
export function createCallerAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => (trustedProxies.length === 0 ? undefined : proxyAddr(request, isTrusted)) ?? remote(request);
}

function remote(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "";
}
