import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { oldestWaitingMs } from "./deliveries.sql.ts";

/** A delivery that is durable and still not worked on after so long is nobody's hurry any more: somebody has to look. */
const TOO_LONG_MS = 5 * 60_000;

export type WaitingWatch = {
  /** Asks the database; everything below is as of then. */
  look(): Promise<void>;
  /** Milliseconds since the oldest unprocessed delivery was stored, in any organization; 0: none waits. */
  oldestMs(): number;
  isGreen(): boolean;
};

/** Watches over deliveries that wait to be processed: those that are tried again, and those that nobody takes up. */
export function watchWaiting(database: Database, log: Log): WaitingWatch {
  let oldestMs = 0;
  return {
    async look() {
      const wasGreen = oldestMs < TOO_LONG_MS;
      oldestMs = await oldestWaitingMs(database);
      if (wasGreen && oldestMs >= TOO_LONG_MS)
        log.error("a delivery has waited for minutes and is not processed: see Settings, Delivery problems", {
          seconds: Math.round(oldestMs / 1000),
        });
    },
    oldestMs: () => oldestMs,
    isGreen: () => oldestMs < TOO_LONG_MS,
  };
}
