import { watchProbes, watchSends, watchWaiting } from "./connectors/index.ts";
import type { HealthDeps } from "./health/index.ts";
import type { Parts } from "./parts.ts";

const LOOK_MS = 10_000;

export type HealthWatch = { readonly isGreen: HealthDeps["isGreen"]; look(): Promise<void>; stop(): void };

/**
 * I21: what `/healthz` and `/metrics` tell of the whole installation, asked of the database every ten seconds: the synthetic
 * message of every minute, what came in and waits, what is to leave and waits.
 */
export function watchHealth(parts: Pick<Parts, "database" | "log" | "metrics">, startedAt = Date.now()): HealthWatch {
  const { database, log, metrics } = parts;
  const probes = watchProbes(database, startedAt);
  const waiting = watchWaiting(database, log);
  const sends = watchSends(database, log);
  const inSeconds = (milliseconds: number) => Math.round(milliseconds / 1000);
  metrics.gauge("guichet_probe_green", "1 while the synthetic message of every minute arrives and leaves", () =>
    probes.isGreen() ? 1 : 0,
  );
  metrics.gauge(
    "guichet_oldest_delivery_seconds",
    "How long the oldest delivery waits that is not processed; 0: none waits",
    () => inSeconds(waiting.oldestMs()),
  );
  metrics.gauge(
    "guichet_oldest_send_seconds",
    "How long the oldest send of a connected channel waits that could leave; 0: none waits",
    () => inSeconds(sends.waiting().oldestMs),
  );
  metrics.gauge(
    "guichet_uncertain_sends",
    "Sends of which nobody knows whether they arrived",
    () => sends.waiting().uncertain,
  );
  metrics.gauge("guichet_failed_sends", "Sends that were given up", () => sends.waiting().failed);
  const look = async () => {
    await Promise.allSettled([probes.look(), waiting.look(), sends.look()]);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return {
    isGreen: { messages: probes.isGreen, deliveries: waiting.isGreen, sends: sends.isGreen },
    look,
    stop: () => clearInterval(timer),
  };
}
