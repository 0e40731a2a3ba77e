import type { Log } from "./log.ts";

/** `done`: how much this round did. `more`: there may be more to do at once. */
export type Round = { readonly done: number; readonly more: boolean };
/** Repeats a round while it leaves more, or was nudged meanwhile, and nothing stops it. */
export type Repeat = (round: () => Promise<Round>) => Promise<void>;

export type Looking = {
  /** Milliseconds from one time to the next; the first comes after as many. */
  readonly everyMs: number;
  /** When a time comes while it still looks: nothing, or it counts as a nudge. */
  readonly whenLate: "skipped" | "nudges";
  look(repeat: Repeat): Promise<void>;
  /** Called after every round that did something, so that whoever pushes and sends hears of it round by round. */
  wake(): void;
  readonly log: Log;
  /** What the log says when a look fails. */
  readonly failure: string;
};

export type KeptLooking = {
  /** There may be something: looks at once, or once more after the round that goes on. */
  nudge(): void;
  /** Begins no other round; resolves when the running look has ended. */
  stop(): Promise<void>;
};

/**
 * Looks for work from time to time and when it is nudged, one look at a time. A look that fails is logged and ends; the next
 * time, or the next nudge, begins another.
 */
export function keepLooking({ everyMs, whenLate, look, wake, log, failure }: Looking): KeptLooking {
  let looking: Promise<void> | undefined;
  let nudged = false;
  let stopped = false;

  async function repeat(round: () => Promise<Round>): Promise<void> {
    let more = true;
    while ((more || nudged) && !stopped) {
      nudged = false;
      const { done, more: others } = await round();
      if (done > 0) wake();
      more = others;
    }
  }

  async function lookOnce(): Promise<void> {
    try {
      await look(repeat);
    } catch (error) {
      log.error(failure, {}, error);
    }
  }

  function begin(): void {
    if (stopped) return;
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
  }

  function nudge(): void {
    nudged = true;
    begin();
  }

  const timer = setInterval(whenLate === "nudges" ? nudge : begin, everyMs);
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
