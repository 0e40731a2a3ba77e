import { OutboundError } from "./failure.ts";
import { parseHttpUrl } from "./prepare-hop.ts";
import type { Hop } from "./request.ts";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** The only headers that go along to another origin; anything else may be a credential. */
const harmlessHeaders = new Set(["accept", "accept-encoding", "accept-language", "user-agent"]);

/**
 * The next request a redirect asks for, or undefined when the answer is none. The new address is judged like any other when
 * it is connected to. Across origins credentials and bodies stay behind, also when a later hop leads back.
 * Throws OutboundError where the redirect must not be followed.
 */
export function nextHop(hop: Hop, status: number, location: string | null): Hop | undefined {
  if (!redirectStatuses.has(status) || location === null) return undefined;
  const url = parseHttpUrl(location, hop.url);
  const keepsMethod = status === 307 || status === 308 || hop.method === "GET" || hop.method === "HEAD";
  const method = keepsMethod ? hop.method : "GET";
  const body = keepsMethod ? hop.body : undefined;
  const sameOrigin = url.origin === hop.url.origin;
  if (!sameOrigin && body !== undefined) throw new OutboundError("refused_url");
  return { url, method, body, headers: keepHeaders(hop.headers, sameOrigin, body !== undefined) };
}

function keepHeaders(headers: Headers, sameOrigin: boolean, withBody: boolean): Headers {
  const kept = new Headers();
  for (const [name, value] of headers) {
    if (!withBody && name.startsWith("content-")) continue;
    if (sameOrigin || harmlessHeaders.has(name)) kept.set(name, value);
  }
  return kept;
}
