const DAY_MS = 24 * 3_600_000;
/** A day begins at midnight in China. */
const CHINA_AHEAD_MS = 8 * 3_600_000;

/** The calls that an account may make in a day. Nobody makes so many here: it is said when they are used up. */
export class DayQuota {
  #usedUpOn: number | undefined;

  useUp(now: number): void {
    this.#usedUpOn = dayOf(now);
  }

  isUsedUp(now: number): boolean {
    return this.#usedUpOn === dayOf(now);
  }
}

function dayOf(now: number): number {
  return Math.floor((now + CHINA_AHEAD_MS) / DAY_MS);
}
