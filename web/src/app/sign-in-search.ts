export type SignInSearch = {
  /** Where one wanted to go. */
  readonly next?: string;
  readonly reason?: "expired" | "revoked" | "deactivated" | "reset";
};

/** Reads the sign-in page's address; what is not understood is left out. */
export function readSignInSearch(search: Record<string, unknown>): SignInSearch {
  const { next, reason } = search;
  const known = reason === "expired" || reason === "revoked" || reason === "deactivated" || reason === "reset";
  return { ...(typeof next === "string" ? { next } : {}), ...(known ? { reason } : {}) };
}
