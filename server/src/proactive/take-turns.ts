import { type OrganizationId, PROACTIVE_A_MINUTE, Refusal } from "@guichet/contract";

/** `isGone`: has its caller hung up, or been answered already? Then it is not begun any more. */
export type TakeTurns = <T>(
  organizationId: OrganizationId,
  work: () => Promise<T>,
  isGone?: () => boolean,
) => Promise<T>;

/** Callers hang up about then. A minute's worth at once is through by then, also where the machine is slow. */
const LONGEST_WAIT_MS = 10_000;

/**
 * The calls of one organization go one after the other in this process: those that wait hold no connection to the database,
 * which is everybody's. More than a minute's worth of them do not wait at all, and whoever has waited too long, or is not there
 * any more when their turn comes, is refused (`unavailable`) with nothing done. `clock`: milliseconds.
 */
export function createTurns(clock: () => number = () => performance.now()): TakeTurns {
  const waiting = new Map<OrganizationId, { count: number; last: Promise<unknown> }>();
  return async (organizationId, work, isGone = () => false) => {
    const queue = waiting.get(organizationId) ?? { count: 0, last: Promise.resolve() };
    if (queue.count >= PROACTIVE_A_MINUTE) throw new Refusal("too_many_requests", { retryAfterSeconds: 1 });
    waiting.set(organizationId, queue);
    queue.count += 1;
    const since = clock();
    const mine = queue.last.then(() => {
      if (isGone() || clock() - since > LONGEST_WAIT_MS) throw new Refusal("unavailable", { retryAfterSeconds: 2 });
      return work();
    });
    queue.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      queue.count -= 1;
      if (queue.count === 0) waiting.delete(organizationId);
    }
  };
}
