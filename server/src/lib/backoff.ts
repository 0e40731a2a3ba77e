export type BackoffOptions = {
  /** The wait before the second try, in milliseconds. */
  baseMs?: number;
  /** No wait is longer than this. */
  capMs?: number;
  /** Numbers from 0 up to 1; handed in so that tests can decide. */
  random?: () => number;
};

/**
 * Milliseconds to wait after the given failed attempt (the first is 1): doubling, up to the cap, the upper half of it random,
 * so that many that failed together do not come back together.
 */
export function backoffMs(attempt: number, options: BackoffOptions = {}): number {
  const { baseMs = 1_000, capMs = 15 * 60_000, random = Math.random } = options;
  const doublings = Math.min(Math.max(attempt, 1) - 1, 50);
  const whole = Math.min(capMs, baseMs * 2 ** doublings);
  return Math.round(whole / 2 + (whole / 2) * random());
}
