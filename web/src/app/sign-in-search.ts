export type SignInSearch = {
  /** Where one wanted to go. */
  readonly next?: string;
  readonly reason?: (typeof REASONS)[number];
};

const REASONS = ["expired", "revoked", "deactivated", "ended", "reset"] as const;

/** Reads the sign-in page's address; what is not understood is left out. */
export function readSignInSearch(search: Record<string, unknown>): SignInSearch {
  const { next, reason } = search;
  const known = REASONS.find((one) => one === reason);
  return { ...(typeof next === "string" ? { next } : {}), ...(known ? { reason: known } : {}) };
}
