import type { SendError } from "./send-result.ts";

const PASSING = new Set<SendError["kind"]>(["retryable", "rate_limited", "outcome_unknown", "auth_expired"]);

/**
 * Is a question to a platform that failed asked again? Asking twice does no harm, so what is uncertain is; and a new token may open
 * what the old one did not. Pure.
 */
export function isAskedAgain({ kind }: SendError): boolean {
  return PASSING.has(kind);
}
