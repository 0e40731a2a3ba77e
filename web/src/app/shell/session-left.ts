const MINUTE_MS = 60_000;
export const WARNED_BEFORE_MS = 2 * MINUTE_MS;

/** Milliseconds until a session ends for want of activity; negative when it should be over. */
export function sessionLeft(lastActiveAt: number, inactiveMinutes: number, now: number): number {
  return lastActiveAt + inactiveMinutes * MINUTE_MS - now;
}

/** `1:53` for 113 seconds; never below `0:00`. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
