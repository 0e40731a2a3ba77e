import { backoffMs } from "../../lib/backoff.ts";
import { isAskedAgain } from "../asked-again.ts";
import type { SendError } from "../connector.ts";

/** So often a picture is asked for, over about a day. */
export const MOST_TRIES = 8;
const DAY_MS = 86_400_000;

/**
 * Milliseconds until a picture that did not come is asked for again: what passes with growing pauses, eight times; null: given up
 * until the network tells of another one. The initials stay meanwhile.
 */
export function afterPhoto(attempts: number, error: SendError, random = Math.random): number | null {
  if (!isAskedAgain(error) || attempts >= MOST_TRIES) return null;
  const wait = error.retryAfterMs ?? backoffMs(attempts, { baseMs: 60_000, capMs: 8 * 3_600_000, random });
  return Math.min(Math.max(wait, 1000), DAY_MS);
}
