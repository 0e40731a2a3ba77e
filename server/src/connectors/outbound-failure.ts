import { mayPassLater, type OutboundFailure } from "../outbound/index.ts";
import type { SendError } from "./connector.ts";

/**
 * A server error in words that are not the platform's own comes from something in between, which may have passed the call
 * on: only a definite refusal is tried again by itself (I6). 503 is one, whoever says it.
 */
export function leavesOpen(status: number): boolean {
  return status >= 500 && status !== 503;
}

/**
 * No answer came. When bytes may have arrived the outcome is unknown, whatever the reason; otherwise a reason that may pass
 * is tried again, and one that needs a person says so.
 */
export function errorOfFailure({ reason, sentBytes, detail }: OutboundFailure): SendError {
  const error = { code: reason, message: detail };
  if (sentBytes) return { kind: "outcome_unknown", ...error };
  return { kind: mayPassLater(reason) || reason === "tls" ? "retryable" : "permission", ...error };
}
