import type { LoggedEvent } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { DISPATCH_BATCH, dispatchOnce } from "./dispatch.ts";
import type { EventBus } from "./event-bus.ts";
import { giveUpLease, type Lease, takeLease } from "./lease.ts";
import type { Wake } from "./wake.ts";

const LEASE_SECONDS = 6;
const RENEW_MS = 2000;
/** The safety net for a nudge that got lost. */
const LOOK_MS = 500;

export type DispatcherOptions = {
  readonly database: Database;
  readonly bus: EventBus;
  readonly wake: Wake;
  readonly log: Log;
  /** In this process: the batch itself, so that nobody here reads it again. */
  readonly onBatch: (events: LoggedEvent[]) => void;
};

/** Runs until stopped: holds the lease when it can, dispatches when nudged. Several may run; one works. */
export function startDispatcher(options: DispatcherOptions): { stop(): Promise<void> } {
  const holder = uuidV7();
  let lease: Lease | undefined;
  let renewAt = 0;
  let working = false;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    if (working) {
      again = true;
      return;
    }
    working = true;
    try {
      do {
        again = false;
        await renew();
        if (lease !== undefined) await drain();
      } while (again && !stopped);
    } catch (error) {
      lease = undefined;
      renewAt = 0;
      options.log.error("dispatch failed, tried again soon", {}, error);
    } finally {
      working = false;
    }
  }

  async function renew(): Promise<void> {
    if (Date.now() < renewAt) return;
    lease = await takeLease(options.database.system, "dispatcher", holder, LEASE_SECONDS);
    renewAt = Date.now() + RENEW_MS;
  }

  async function drain(): Promise<void> {
    while (lease !== undefined && !stopped) {
      const events = await dispatchOnce(options.database, lease);
      if (events === "lost") {
        lease = undefined;
        renewAt = 0;
        return;
      }
      const last = events.at(-1);
      if (last === undefined) return;
      options.onBatch(events);
      options.bus.publish("guichet_events", last.position);
      if (events.length < DISPATCH_BATCH && !again) return;
    }
  }

  const unlisten = options.wake.listen(() => {
    if (lease === undefined) options.bus.publish("guichet_wake", "");
    void run();
  });
  options.bus.subscribe("guichet_wake", () => void run());
  const timer = setInterval(() => void run(), LOOK_MS);
  void run();

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      unlisten();
      while (working) await new Promise((resolve) => setTimeout(resolve, 5));
      if (lease !== undefined) await giveUpLease(options.database.system, lease).catch(() => undefined);
    },
  };
}

/** For processes without the dispatcher role: after a commit, nudge whoever dispatches. */
export function nudgeDispatchers(wake: Wake, bus: EventBus): void {
  wake.listen(() => bus.publish("guichet_wake", ""));
}
