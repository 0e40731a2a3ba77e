/** Whoever hovers about their number is called at most this often. Milliseconds. */
export const WAITING_QUIET_MS = 5 * 60_000;

export type Waiting = {
  /** How many waited in New before, and wait now. */
  readonly before: number;
  readonly now: number;
  /** The chosen number; null: none. */
  readonly above: number | null;
  readonly available: boolean;
  /** Since the last call; infinite: there was none. Milliseconds. */
  readonly sinceCallMs: number;
};

/** Whether to call somebody because more wait than they chose: when that begins, and while they are Available. Pure. */
export function decideWaiting({ before, now, above, available, sinceCallMs }: Waiting): boolean {
  if (above === null || !available || sinceCallMs < WAITING_QUIET_MS) return false;
  return before <= above && now > above;
}
