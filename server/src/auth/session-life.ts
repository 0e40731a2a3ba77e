/** A session ends after this many days, however busy it is (decision 22). */
export const SESSION_DAYS = 14;
/** Activity is written down at most this often for a session. */
export const ACTIVITY_STEP_MS = 30_000;

export type SessionLife = {
  readonly lastActiveAt: Date;
  readonly endsAt: Date;
  readonly inactiveMinutes: number;
  readonly deactivated: boolean;
};
export type SessionState = "open" | "expired" | "deactivated";

/** Is this session good at this moment? Inactive means: no pointer, key or touch for the organization's limit (W24). */
export function judgeSession(life: SessionLife, now: Date): SessionState {
  if (life.deactivated) return "deactivated";
  return now.getTime() < sessionEnd(life).getTime() ? "open" : "expired";
}

/** When it ends if nothing more is done in it. */
export function sessionEnd(life: Pick<SessionLife, "lastActiveAt" | "endsAt" | "inactiveMinutes">): Date {
  return new Date(Math.min(life.endsAt.getTime(), life.lastActiveAt.getTime() + life.inactiveMinutes * 60_000));
}
