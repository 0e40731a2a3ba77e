import { setTimeout as sleep } from "node:timers/promises";
import { between } from "../load/random.ts";
import type { Stage } from "../scenario.ts";

export type RandomKills = {
  /** Milliseconds of life between the first answer and the kill. */
  readonly least?: number;
  readonly most?: number;
  /** Environment of every process started. */
  readonly env?: Readonly<Record<string, string>>;
};

/** kill -9 at random times, started again at once on the same data. */
export function killRandomly(times: number, { least = 150, most = 1400, env = {} }: RandomKills = {}) {
  return async ({ server, note }: Stage): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await server.kill();
      note("kill -9", await server.start(env));
      await sleep(between(least, most));
    }
    await server.kill();
    note("kill -9", await server.start());
    await sleep(500);
  };
}
