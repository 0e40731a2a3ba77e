import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "@guichet/contract";
import { isOriginAllowed } from "./origins.ts";

/**
 * May the page behind this request use the messenger? Our own pages always may (the demo page); they send no Origin with a
 * GET, but browsers mark it as `same-origin`. Where sites are listed, a request that does not say where it comes from is
 * refused. Answers the origin to allow in CORS headers; undefined: the browser does not ask for any.
 */
export function checkOrigin(
  headers: IncomingHttpHeaders,
  allowed: readonly string[],
  publicUrl: string,
): string | undefined {
  const { origin } = headers;
  if (origin === undefined) {
    if (allowed.length === 0 || headers["sec-fetch-site"] === "same-origin") return undefined;
    throw new Refusal("origin_refused");
  }
  if (origin === new URL(publicUrl).origin || isOriginAllowed(origin, allowed)) return origin;
  throw new Refusal("origin_refused");
}
