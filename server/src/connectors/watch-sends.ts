import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { readWaitingSends, type WaitingSends } from "./waiting-sends.sql.ts";

/** A reply that could leave and has not for so long: nobody sends, or fewer than write. */
const TOO_LONG_MS = 5 * 60_000;

export type SendsWatch = {
  /** Asks the database; everything below is as of then. */
  look(): Promise<void>;
  waiting(): WaitingSends;
  isGreen(): boolean;
};

/** Watches over what is to leave: sends that nobody takes up, and those that wait for somebody's decision. */
export function watchSends(database: Database, log: Log): SendsWatch {
  let waiting: WaitingSends = { oldestMs: 0, uncertain: 0, failed: 0 };
  const isGreen = () => waiting.oldestMs < TOO_LONG_MS;
  return {
    async look() {
      const wasGreen = isGreen();
      waiting = await readWaitingSends(database);
      if (wasGreen && !isGreen())
        log.error("a message has waited for minutes and is not sent: see Settings, Delivery problems", {
          seconds: Math.round(waiting.oldestMs / 1000),
        });
    },
    waiting: () => waiting,
    isGreen,
  };
}
