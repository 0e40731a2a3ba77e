import { assertNever } from "../lib/never.ts";

/** Why a connection or request did not end with an answer. */
export type OutboundReason =
  | "refused_url"
  | "refused_port"
  | "refused_address"
  | "invalid_request"
  | "name_not_found"
  | "connection"
  | "tls"
  | "timeout"
  | "too_large"
  | "unreadable"
  | "too_many_redirects"
  | "aborted";

export type OutboundFailure = {
  ok: false;
  reason: OutboundReason;
  /** Whether bytes of the request may have reached the peer. A send that failed with `true` is *uncertain*, never repeated blindly. */
  sentBytes: boolean;
  /** A sentence without secrets, addresses or ports, fit for logs and for people. */
  detail: string;
};

/** Thrown where a result cannot be returned: while a streamed body is being read, and inside the connector. */
export class OutboundError extends Error {
  override name = "OutboundError";
  readonly reason: OutboundReason;

  constructor(reason: OutboundReason, options?: ErrorOptions) {
    super(describe(reason), options);
    this.reason = reason;
  }
}

export function failure(reason: OutboundReason, sentBytes: boolean): OutboundFailure {
  return { ok: false, reason, sentBytes, detail: describe(reason) };
}

/** Whether the same attempt may succeed later. The others need somebody to change something. */
export function mayPassLater(reason: OutboundReason): boolean {
  return reason === "connection" || reason === "timeout" || reason === "name_not_found" || reason === "aborted";
}

/** One constant sentence a reason: S7 wants an open and a closed private port to look the same. */
function describe(reason: OutboundReason): string {
  switch (reason) {
    case "refused_url":
      return "Only http and https addresses without a user name are allowed.";
    case "refused_port":
      return "This port is not allowed.";
    case "refused_address":
      return "This address is not allowed.";
    case "invalid_request":
      return "The request could not be written.";
    case "name_not_found":
      return "The host name was not found.";
    case "connection":
      return "The connection failed or was cut.";
    case "tls":
      return "No secure connection could be made.";
    case "timeout":
      return "The other side took too long.";
    case "too_large":
      return "The answer was too large.";
    case "unreadable":
      return "The answer could not be read.";
    case "too_many_redirects":
      return "The other side redirected too often.";
    case "aborted":
      return "The request was given up.";
    default:
      return assertNever(reason);
  }
}
