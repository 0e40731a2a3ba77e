import type { ConnectorContext, Health } from "../connector.ts";
import { sparingTimes, type WatchTimes, watchEvery } from "../watch-every.ts";

/**
 * After an hour of failed deliveries Meta takes the app off an account, and tells nobody (Messenger Platform, webhooks): it is
 * asked from time to time, and put there again.
 */
export async function watchSubscription(
  { check, connect }: { readonly check: () => Promise<Health>; readonly connect: () => Promise<Health> },
  report: (health: Health) => void,
  ctx: Pick<ConnectorContext, "signal">,
  times: WatchTimes = sparingTimes,
): Promise<void> {
  await watchEvery(
    async () => {
      const health = await check();
      const isOff = health.checks.some(({ name, ok }) => name === "subscription" && !ok);
      return isOff ? await connect() : health;
    },
    report,
    ctx,
    times,
  );
}
