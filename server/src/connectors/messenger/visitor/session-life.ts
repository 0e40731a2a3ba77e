import type { SessionRow } from "./visitors.sql.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** A browser keeps an anonymous history for half a year; a proof of identity is asked for again after a week without a visit. */
const anonymousLife = 180 * day;
const identifiedLife = 7 * day;
/** Who never wrote has nothing to lose: a page that is open that long gets a new session without noticing. */
const silentLife = 7 * day;
/** A token is replaced when it is a day old, and good for one more hour: for other tabs, and answers that got lost. */
const rotateAfter = day;
const replacedLife = hour;

type Life = Pick<SessionRow, "user_id" | "created_at" | "last_seen_at">;

export function isOver(session: Life, now: Date): boolean {
  return now.getTime() - session.last_seen_at.getTime() > lifeOf(session.user_id);
}

export function mustRotate(session: Life, now: Date): boolean {
  return now.getTime() - session.created_at.getTime() > rotateAfter;
}

/** `last_seen_at` of a replaced session: it ends an hour from now, or earlier when it was ending already. */
export function lastSeenWhenReplaced(session: Life, now: Date): Date {
  const soon = now.getTime() - lifeOf(session.user_id) + replacedLife;
  return new Date(Math.min(session.last_seen_at.getTime(), soon));
}

/** Sessions last seen before these moments are over. */
export function overBefore(now: Date): { anonymous: Date; identified: Date; silent: Date } {
  return {
    silent: new Date(now.getTime() - silentLife),
    anonymous: new Date(now.getTime() - anonymousLife),
    identified: new Date(now.getTime() - identifiedLife),
  };
}

function lifeOf(userId: string | null): number {
  return userId === null ? anonymousLife : identifiedLife;
}
