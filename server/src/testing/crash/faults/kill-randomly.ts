import { setTimeout as sleep } from "node:timers/promises";
import { between } from "../load/random.ts";
import type { Stage } from "../scenario.ts";

/** kill -9 at random times, started again at once on the same data. */
export function killRandomly(times: number, { least = 150, most = 1400 } = {}): (stage: Stage) => Promise<void> {
  return async ({ server, note }) => {
    for (let n = 0; n < times; n += 1) {
      await sleep(between(least, most));
      await server.kill();
      note("kill -9", await server.start());
    }
    await sleep(500);
  };
}
