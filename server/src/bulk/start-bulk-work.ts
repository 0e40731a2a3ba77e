import { type KeptLooking, keepLooking } from "../lib/keep-looking.ts";
import { forgetFinished } from "./bulk-work.sql.ts";
import { type BulkDeps, runBulkActions } from "./run-bulk-actions.ts";

const LOOK_MS = 1000;
const FORGET_EVERY_MS = 600_000;
/** How long what was done, and what was left, can be looked up and taken back. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** For the worker role: begins when it is nudged, else looks every second. Every process may run it. */
export function startBulkWork(deps: BulkDeps & { readonly wake: () => void }): KeptLooking {
  let forgot = 0;

  async function forget(): Promise<void> {
    const now = deps.now().getTime();
    if (now - forgot < FORGET_EVERY_MS) return;
    forgot = now;
    await forgetFinished(deps.database, new Date(now - KEPT_MS));
  }

  return keepLooking({
    everyMs: LOOK_MS,
    whenLate: "skipped",
    async look(repeat) {
      await repeat(() => runBulkActions(deps));
      await forget();
    },
    wake: deps.wake,
    log: deps.log,
    failure: "bulk actions could not go on, tried again soon",
  });
}
