/** How the provider behaves; shares are of 1. */
export type Temper = {
  /** An answer takes between these, in milliseconds, evenly. */
  readonly fastest: number;
  readonly slowest: number;
  /** Refused by Meta itself with a server error (code 131000): nothing was accepted. */
  readonly refused: number;
  /** Accepted, and something in between answers 502 in words that are not Meta's. */
  readonly garbled: number;
  /** Accepted, and nobody answers. */
  readonly silent: number;
  /** Messages a second for one number (Cloud API, "Throughput"); more is refused with 130429. */
  readonly perSecond: number;
  /** Whose `sent` status is told by webhook: of what was answered badly, or of everything. */
  readonly tells: "unanswered" | "all";
};

/** What becomes of a call: only the first is answered as it should be; `refused` alone was not accepted. */
export type Fate = "accepted" | "refused" | "garbled" | "silent";

/** Nothing goes wrong, nothing takes time. */
export const EVEN: Temper = {
  ...{ fastest: 0, slowest: 0, refused: 0, garbled: 0, silent: 0 },
  ...{ perSecond: Number.MAX_SAFE_INTEGER, tells: "unanswered" },
};

/** `drawn`: from [0, 1). */
export function pickFate({ refused, garbled, silent }: Temper, drawn: number): Fate {
  if (drawn < refused) return "refused";
  if (drawn < refused + garbled) return "garbled";
  return drawn < refused + garbled + silent ? "silent" : "accepted";
}
