/** No room, or the account's share of it is used up: on our own disk, or on PostgreSQL's (53100). */
const FULL = new Set(["ENOSPC", "EDQUOT", "53100"]);

/** Nothing was kept and nothing acknowledged; the same may be asked again when somebody has made room (F-07). */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && FULL.has(error.code);
}
