import { forgetFinished } from "./bulk-work.sql.ts";
import { type BulkDeps, runBulkActions } from "./run-bulk-actions.ts";

const LOOK_MS = 1000;
const FORGET_EVERY_MS = 600_000;
/** How long what was done, and what was left, can be looked up and taken back. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** For the worker role: begins when it is nudged, else looks every second. Every process may run it. */
export function startBulkWork(deps: BulkDeps & { readonly wake: () => void }): {
  nudge(): void;
  stop(): Promise<void>;
} {
  let looking: Promise<void> | undefined;
  let stopped = false;
  let nudged = false;
  let forgot = 0;

  async function look(): Promise<void> {
    try {
      let more = true;
      while ((more || nudged) && !stopped) {
        nudged = false;
        const round = await runBulkActions(deps);
        // Whoever pushes and sends hears of it round by round.
        if (round.worked > 0) deps.wake();
        more = round.more;
      }
      await forget();
    } catch (error) {
      deps.log.error("bulk actions could not go on, tried again soon", {}, error);
    }
  }

  async function forget(): Promise<void> {
    const now = deps.now().getTime();
    if (now - forgot < FORGET_EVERY_MS) return;
    forgot = now;
    await forgetFinished(deps.database, new Date(now - KEPT_MS));
  }

  function start(): void {
    if (stopped) return;
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }

  const timer = setInterval(start, LOOK_MS);
  return {
    nudge() {
      nudged = true;
      start();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
