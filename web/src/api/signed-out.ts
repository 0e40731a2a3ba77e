import type { Refusal } from "./refusal.ts";

/** Why somebody is not signed in any more; `ended`: a call found it so, and did not learn why. */
export type SignedOutReason = "expired" | "revoked" | "deactivated" | "left" | "ended";

let listener: (reason: SignedOutReason) => void = () => undefined;

/** Who shows the sign-in page then. One listener: the frame. */
export function whenSignedOut(told: (reason: SignedOutReason) => void): void {
  listener = told;
}

/** Told by a refused call or by the live feed. */
export function signedOut(reason: SignedOutReason): void {
  listener(reason);
}

/** Does this refusal mean that nobody is signed in? */
export function isSignedOut(refusal: Refusal): boolean {
  return refusal.code === "not_signed_in" || refusal.code === "session_expired";
}
