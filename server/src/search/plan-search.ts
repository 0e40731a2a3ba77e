/** How far a search may go for one page, and which way: rules that read nothing. */

/** The newest messages are simply looked through first: whatever is common is found there, and what is rare is learned. */
export const FIRST_WALK = 1500;
/** Looking on where the index would give too many: how many next, and after that. */
export const NEXT_WALKS = [3000, 8000] as const;
/** Of what the index found in some months, so many are looked at in one go. */
export const MOST_FROM_INDEX = 2000;
/** What one page may cost, in messages looked through; then the reader is asked whether to look further back. */
export const BUDGET = 40_000;
/** A hit of the index lies anywhere: it costs what some messages in a row cost. */
export const COST_OF_HIT = 3;
/** Where more hits than this are to be expected in a month, looking through the messages is quicker. */
const TOO_MANY_A_MONTH = 6000;

/**
 * What has the words of a phrase has to be looked at for their order, and what has a word for what must not be beside it. Where so
 * large a share of all messages would be looked at for nothing, going through the messages costs no more and shows how far it came.
 */
const MOST_FOR_NOTHING = 0.05;
/** Above this share, the index is never asked for everything at once: nobody knows how much that is. */
const SOME_FOR_NOTHING = 0.005;

/** So many hits should fill a page, since several are of one conversation: the first step aims at them. */
const ENOUGH_HITS = 200;
/** A word of today may have been everybody's some years ago: the index is asked for the months of so many messages at most. */
const MOST_IN_A_STEP = 4_000_000;

const MONTH_MS = 30 * 86_400_000;
/** Above it, everything is asked for. */
const MOST_MONTHS = 24;
const LAST_STEP = 4;

/**
 * What the newest messages were like. `hits`: of them fit; `gathered`: have what the index would gather; `counted`: have each part;
 * `spanMs`: from the newest to the oldest.
 */
export type Sampled = {
  readonly messages: number;
  readonly hits: number;
  readonly gathered: number;
  readonly spanMs: number;
  readonly counted: readonly number[];
};

export type Months = { readonly words: readonly Date[]; readonly since: Date };

/**
 * The next months that the index is asked for, down from a moment: as many as are likely to hold enough for a page, then twice, four
 * and eight times as many. Undefined: everything that is older. `step` counts from 0.
 */
export function nextMonths(before: Date, step: number, sampled: Sampled): Months | undefined {
  const count = firstMonths(sampled) * 2 ** step;
  if (step >= LAST_STEP || count > MOST_MONTHS) return undefined;
  const words = Array.from({ length: count }, (_, back) => monthStart(before, back));
  return { words, since: words.at(-1) ?? before };
}

function monthStart(at: Date, back: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1));
}

/** None among the newest may still be one in the next. */
function firstMonths(sampled: Sampled): number {
  const { hits, messages, spanMs } = sampled;
  if (checksMuch(sampled)) return 1;
  const byHits = ENOUGH_HITS / aMonth(hits + 1, spanMs);
  return Math.max(1, Math.floor(Math.min(byHits, MOST_IN_A_STEP / aMonth(messages, spanMs))));
}

/** Is a good part of what the index gives no hit? Then a page ends after some months, found or not. */
export function checksMuch(sampled: Sampled): boolean {
  return forNothing(sampled) > SOME_FOR_NOTHING;
}

/** The share of messages that the index would give and that would not fit. */
function forNothing({ hits, gathered, messages }: Sampled): number {
  return (gathered - hits) / Math.max(1, messages);
}

function aMonth(count: number, spanMs: number): number {
  return (count / Math.max(spanMs, 1)) * MONTH_MS;
}

/** By what the newest messages were like: would the index give more than one wants to gather? */
export function isTooCommon(sampled: Sampled): boolean {
  const { hits, spanMs } = sampled;
  return (hits > 0 && aMonth(hits, spanMs) > TOO_MANY_A_MONTH) || forNothing(sampled) > MOST_FOR_NOTHING;
}
