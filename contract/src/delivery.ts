import { z } from "zod";

/**
 * Where an outbound message is. `queued` waits for its turn or a retry, `sending` is on its way, `uncertain`: it may have
 * been sent, nobody knows yet (never repeated blindly), `discarded`: a person gave it up.
 */
export const deliveryState = z.enum([
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "uncertain",
  "discarded",
]);
export type DeliveryState = z.infer<typeof deliveryState>;

export const deliveryErrorKind = z.enum([
  "retryable",
  "rate_limited",
  "window_closed",
  "recipient_unavailable",
  "auth_expired",
  "permission",
  "invalid_content",
  "too_large",
  "duplicate",
  "not_supported",
  "outcome_unknown",
  "policy",
  "deadline_passed",
]);
export type DeliveryErrorKind = z.infer<typeof deliveryErrorKind>;
