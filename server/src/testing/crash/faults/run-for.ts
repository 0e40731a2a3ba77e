import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "../scenario.ts";

/** What a quiet machine of two cores acknowledges in a second, at the least. */
const PER_SECOND = 120;
const AT_MOST_SECONDS = 120;

/** No fault but the load and the provider's manners: so many seconds of a quiet machine, on a busy one until as much is done. */
export function runFor(seconds: number): (stage: Pick<Stage, "acknowledged">) => Promise<void> {
  return async ({ acknowledged }) => {
    const began = Date.now();
    const since = () => (Date.now() - began) / 1000;
    while (since() < seconds || (acknowledged() < seconds * PER_SECOND && since() < AT_MOST_SECONDS)) await sleep(250);
  };
}
