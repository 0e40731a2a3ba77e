/** How many old messages the next step takes, and how long the worker rests before it. */
export type Pace = { readonly messages: number; readonly restMs: number };

/** Short enough that what is new waits for it unnoticed, long enough that its commit costs little. */
const STEP_MS = 250;
const LEAST = 25;
const MOST = 2000;
const LONGEST_REST_MS = 3000;

export const FIRST_PACE: Pace = { messages: 200, restMs: 0 };

/**
 * By how long the last step took: a busy machine makes steps smaller. Where something new came meanwhile, the worker rests twice
 * as long as it worked; where all is calm, a quarter.
 */
export function nextPace(last: Pace, tookMs: number, hadNews: boolean): Pace {
  const change = Math.min(2, Math.max(0.5, STEP_MS / Math.max(1, tookMs)));
  const messages = Math.min(MOST, Math.max(LEAST, Math.round(last.messages * change)));
  return { messages, restMs: Math.min(LONGEST_REST_MS, tookMs * (hadNews ? 2 : 0.25)) };
}
