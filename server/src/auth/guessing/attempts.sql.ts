import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Free failures within the window; each one more makes the wait twice as long. Times in seconds. */
export type GuessLimit = { readonly free: number; readonly firstWait: number };

export const WINDOW_SECONDS = 15 * 60;
export const LONGEST_WAIT_SECONDS = 15 * 60;

/**
 * Counts an attempt before it is judged, in one atomic statement: of a hundred at once, as many pass as are free. False
 * when the key has to wait; then nothing is counted. Whoever turns out to be right gives the attempt back.
 */
export async function takeAttempt(system: Db, key: string, limit: GuessLimit, now: Date): Promise<boolean> {
  const result = await sql<{ failures: number }>`
    insert into sign_in_attempts as a (key, failures, window_ends_at, blocked_until)
    values (${key}, 1, ${now}::timestamptz + make_interval(secs => ${WINDOW_SECONDS}), null)
    on conflict (key) do update set
      failures = ${nextFailures(now)},
      blocked_until = ${blockedUntil(limit, now)},
      window_ends_at = coalesce(${blockedUntil(limit, now)}, ${now}::timestamptz) + make_interval(secs => ${WINDOW_SECONDS})
    where a.blocked_until is null or a.blocked_until <= ${now}::timestamptz
    returning failures`.execute(system);
  return result.rows.length > 0;
}

function nextFailures(now: Date) {
  return sql`case when a.window_ends_at <= ${now}::timestamptz then 1 else a.failures + 1 end`;
}

function blockedUntil({ free, firstWait }: GuessLimit, now: Date) {
  const over = sql`least(${nextFailures(now)} - ${free}::int, 20)`;
  const seconds = sql`least(${LONGEST_WAIT_SECONDS}::float8, ${firstWait}::float8 * power(2, ${over}))`;
  return sql`case when ${nextFailures(now)} >= ${free}::int
    then ${now}::timestamptz + make_interval(secs => ${seconds}) end`;
}

/** Seconds until the next attempt is let through; at least 1. */
export async function findWait(system: Db, key: string, now: Date): Promise<number> {
  const row = await system
    .selectFrom("sign_in_attempts")
    .where("key", "=", key)
    .select("blocked_until")
    .executeTakeFirst();
  const until = row?.blocked_until?.getTime() ?? 0;
  return Math.max(1, Math.ceil((until - now.getTime()) / 1000));
}

/** The attempt was no guess: it is as if it had not been made. */
export async function giveAttemptBack(system: Db, key: string, limit: GuessLimit): Promise<void> {
  await sql`
    update sign_in_attempts set
      failures = greatest(failures - 1, 0),
      blocked_until = case when failures - 1 >= ${limit.free}::int then blocked_until end
    where key = ${key}`.execute(system);
}

export async function forgetAttempts(system: Db, key: string): Promise<void> {
  await system.deleteFrom("sign_in_attempts").where("key", "=", key).execute();
}

export async function forgetOldAttempts(system: Db, now: Date): Promise<void> {
  await system.deleteFrom("sign_in_attempts").where("window_ends_at", "<=", now).execute();
}
