import { Refusal } from "@guichet/contract";
import type { FastifyRequest } from "fastify";

/**
 * No change of state by another site: the browser must say that the request comes from our own page (S25).
 * Programs without a browser send neither header and carry no cookie of ours.
 */
export function checkOrigin(request: FastifyRequest, publicOrigin: string): void {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Refusal("origin_refused");
  if (origin !== undefined && origin !== publicOrigin && origin !== ownOrigin(request))
    throw new Refusal("origin_refused");
  if (site === undefined && origin === undefined && request.headers.cookie !== undefined)
    throw new Refusal("origin_refused");
}

/** The address the request was sent to. Only compared with, never used to build a link (S43). */
export function ownOrigin(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host ?? ""}`;
}
