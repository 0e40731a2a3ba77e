import { setTimeout as wait } from "node:timers/promises";
import type { ConnectorContext, Health } from "./connector.ts";

export type WatchTimes = { readonly firstMs: number; readonly everyMs: number };
/**
 * A moment after the start, so that one that has just been connected is not asked twice; then often enough for people to know
 * within five minutes, also where the answer and the mail take theirs.
 */
export const watchTimes: WatchTimes = { firstMs: 60_000, everyMs: 2 * 60_000 };
/** The same for platforms that count the calls of all accounts of an app together (Meta: 200 an hour for each of its users). */
export const sparingTimes: WatchTimes = { firstMs: 60_000, everyMs: 4 * 60_000 };

/** For platforms that bring messages by themselves: nobody tells when they no longer can, so they are asked from time to time. */
export async function watchEvery(
  look: () => Promise<Health>,
  report: (health: Health) => void,
  { signal }: Pick<ConnectorContext, "signal">,
  times: WatchTimes = watchTimes,
): Promise<void> {
  let next = times.firstMs;
  while (!signal.aborted) {
    await wait(next, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    report(await look());
    next = times.everyMs;
  }
}
