/**
 * Milliseconds to wait after so many failures in a row: doubling from a second, half of it by chance, so that a server that
 * restarts is not stormed. Somebody who looks at the page never waits longer than 5 s (I13), a page in the background 30 s.
 */
export function backoffMs(failures: number, isWatched = !document.hidden, random = Math.random): number {
  const whole = Math.min(isWatched ? 5_000 : 30_000, 1_000 * 2 ** Math.min(failures, 10));
  return whole / 2 + (whole / 2) * random();
}
