import type { Database } from "../db/index.ts";
import { deleteOldEnds } from "./handle-time.sql.ts";

/**
 * Today's figures need a day of them, and what is taken back (a bulk action: within a week) its own end. Everything else is
 * computed from the event log, which has all of it.
 */
const KEPT_DAYS = 14;
const STEP = 5000;

/** For a job: ends that no figure and no taking back can need any more. Answers how many went. */
export async function sweepHandleEnds({
  database: { system },
  now,
}: {
  readonly database: Pick<Database, "system">;
  readonly now: () => Date;
}): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  let gone = 0;
  for (let step = STEP; step === STEP; gone += step) step = await deleteOldEnds(system, before, STEP);
  return gone;
}
