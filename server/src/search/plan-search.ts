/** How far a search may go for one page, and which way: rules that read nothing. */

/** The newest messages are simply looked through first: whatever is common is found there. */
export const FIRST_WALK = 3000;
/** Looking on where the index would give too many. */
export const NEXT_WALK = 8000;
/** Messages whose words are counted to learn what is rare. */
export const SAMPLE = 1500;
/** Of what the index found in some months, so many are looked at in one go. */
export const MOST_FROM_INDEX = 2000;
/** What one page may cost, in messages looked through; then the reader is asked whether to look further back. */
export const BUDGET = 40_000;
/** A hit of the index lies anywhere: it costs what some messages in a row cost. */
export const COST_OF_HIT = 3;
/** Where more hits than this are to be expected in a month, looking through the messages is quicker. */
const TOO_MANY_A_MONTH = 6000;

const MONTH_MS = 30 * 86_400_000;

/** Months that the index is asked for at once, the newest first: few while hits are many, all that is left in the end. */
const STEPS = [2, 4, 8, 16] as const;

export type Months = { readonly words: readonly Date[]; readonly since: Date };

/** The next months, down from a moment; undefined as `words`: everything that is older. `step` counts from 0. */
export function nextMonths(before: Date, step: number): Months | undefined {
  const count = STEPS[step];
  if (count === undefined) return undefined;
  const words = Array.from({ length: count }, (_, back) => monthStart(before, back));
  return { words, since: words.at(-1) ?? before };
}

function monthStart(at: Date, back: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1));
}

/** By what the newest messages were like: would a month hold more hits than one wants to gather? */
export function isTooCommon(sampled: {
  readonly messages: number;
  readonly hits: number;
  readonly spanMs: number;
}): boolean {
  if (sampled.messages < SAMPLE / 2 || sampled.hits === 0) return false;
  const aMonth = (sampled.hits / Math.max(sampled.spanMs, 1)) * MONTH_MS;
  return aMonth > TOO_MANY_A_MONTH;
}
