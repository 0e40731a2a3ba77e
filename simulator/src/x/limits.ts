import { Refused } from "./wire.ts";

const WINDOW_MS = 15 * 60_000;

/** Calls in fifteen minutes by an account, or by the app (X API v2, "Rate limits"). */
export const USUAL_LIMITS: Readonly<Record<string, number>> = {
  "POST dm": 15,
  "POST tweets": 100,
  "GET dm": 15,
  "GET mentions": 300,
  "GET search": 450,
};
const OTHERS = 900;

/** Counts calls in windows, tells in headers what is left, and refuses what is too much until the window ends. */
export class Limits {
  readonly #windows = new Map<string, { readonly endsAt: number; used: number }>();
  readonly #now: () => number;
  readonly limits = new Map(Object.entries(USUAL_LIMITS));

  constructor(now: () => number) {
    this.#now = now;
  }

  take(who: string, what: string): Record<string, string> {
    const key = `${who} ${what}`;
    const limit = this.limits.get(what) ?? OTHERS;
    const known = this.#windows.get(key);
    const window =
      known === undefined || known.endsAt <= this.#now() ? { endsAt: this.#now() + WINDOW_MS, used: 0 } : known;
    this.#windows.set(key, window);
    window.used += 1;
    const headers = {
      "x-rate-limit-limit": String(limit),
      "x-rate-limit-remaining": String(Math.max(0, limit - window.used)),
      "x-rate-limit-reset": String(Math.ceil(window.endsAt / 1000)),
    };
    if (window.used > limit) throw new Refused(429, "about:blank", "Too Many Requests", headers);
    return headers;
  }
}
