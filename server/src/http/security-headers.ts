import type { FastifyReply } from "fastify";

/** Headers of every answer (reliability 5.4). Pages add their own Content-Security-Policy. */
export function setSecurityHeaders(reply: FastifyReply, secure: boolean): void {
  reply.header("x-content-type-options", "nosniff");
  reply.header("referrer-policy", "same-origin");
  reply.header("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (!reply.hasHeader("cross-origin-opener-policy")) reply.header("cross-origin-opener-policy", "same-origin");
  if (!reply.hasHeader("cross-origin-resource-policy")) reply.header("cross-origin-resource-policy", "same-origin");
  if (!reply.hasHeader("content-security-policy")) {
    reply.header(
      "content-security-policy",
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    );
  }
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  if (secure) reply.header("strict-transport-security", "max-age=63072000; includeSubDomains");
}

/** The policy of our own pages. `nonce` opens the one place where styles are made at run time. */
export function pagePolicy(nonce: string, options: { readonly connect?: string } = {}): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Positions of virtual rows and pane widths are style attributes; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self'${options.connect === undefined ? "" : ` ${options.connect}`}`,
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}
