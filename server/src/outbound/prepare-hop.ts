import { OutboundError } from "./failure.ts";
import type { Hop, OutboundRequest } from "./request.ts";

/** The first request: the address and headers as the caller gave them. Throws OutboundError. */
export function prepareHop(url: string | URL, request: OutboundRequest): Hop {
  const headers = buildHeaders(request.headers ?? {});
  if (!headers.has("user-agent")) headers.set("user-agent", "Guichet");
  if (!headers.has("accept-encoding")) headers.set("accept-encoding", "gzip, deflate, br");
  return { url: parseHttpUrl(url), method: request.method ?? "GET", headers, body: request.body };
}

/** http or https, with a host and without a user name: credentials in addresses end up in logs. Throws OutboundError. */
export function parseHttpUrl(url: string | URL, base?: URL): URL {
  const parsed = URL.parse(url, base);
  const isHttp = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  if (parsed === null || !isHttp || parsed.username !== "" || parsed.password !== "") {
    throw new OutboundError("refused_url");
  }
  return parsed;
}

/** Headers refuses line breaks by itself (S33). A `host` header would reach another site at the checked address. */
function buildHeaders(given: Readonly<Record<string, string>>): Headers {
  try {
    const headers = new Headers(given);
    if (!headers.has("host")) return headers;
  } catch (cause) {
    throw new OutboundError("invalid_request", { cause });
  }
  throw new OutboundError("invalid_request");
}
