import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../../lib/backoff.ts";
import { processMark } from "./living-process.ts";
import type { Postmaster } from "./postmaster.ts";

export type KeepOptions = {
  /** Starts a server where the dead one was, on the same port; throws the reason when that does not succeed. */
  relaunch(port: number, stopping: AbortSignal): Promise<Postmaster>;
  /** Hears what the operator should know. */
  log(line: string): void;
  /** The server died and could not be brought back for `giveUpMs`: nobody watches any more. */
  onLost(reason: string): void;
  times?: KeepTimes;
};
export type PostmasterKeeper = {
  /** The one that runs, or ran last. */
  readonly server: Postmaster;
  /** Ends the watch, and a start that is under way; the server itself is left as it is. */
  release(): Promise<void>;
};

/** All in milliseconds. `steadyMs`: one that lives so long is well again, and its next death is a new trouble. */
export type KeepTimes = {
  readonly lookMs: number;
  readonly steadyMs: number;
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  readonly giveUpMs: number;
};
/** Recovery and a full disk that somebody clears take minutes; after that whoever manages services should hear of it. */
const usualTimes: KeepTimes = {
  // Elsewhere a look starts a program (living-process.ts).
  lookMs: process.platform === "linux" ? 250 : 2000,
  steadyMs: 60_000,
  pauseMs: 500,
  longestPauseMs: 15_000,
  giveUpMs: 10 * 60_000,
};

type Trouble = { readonly since: number; tries: number; reason: string };
const newTrouble = (): Trouble => ({ since: Date.now(), tries: 0, reason: "It ends again and again." });

/**
 * Watches the server, be it a child of this process or one that a killed Guichet left, and brings it back when it ends by
 * itself (kill -9, out of memory, PANIC): at once, then with growing pauses. Nothing here keeps the process alive.
 */
export function keepPostmaster(first: Postmaster, options: KeepOptions): PostmasterKeeper {
  const times = options.times ?? usualTimes;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  let server = first;

  async function watch(): Promise<void> {
    let trouble = newTrouble();
    for (;;) {
      const began = Date.now();
      await untilDead(server.pid);
      if (signal.aborted) return;
      if (trouble.tries === 0 || Date.now() - began >= times.steadyMs) trouble = newTrouble();
      options.log(`PostgreSQL (process ${server.pid}) has ended by itself. It is started again.`);
      if (!(await bringBack(trouble))) return;
    }
  }

  async function untilDead(pid: number): Promise<void> {
    const mark = processMark(pid);
    while (mark !== undefined && !signal.aborted && processMark(pid) === mark) await pause(times.lookMs);
  }

  /** False: given up, or stopped meanwhile. */
  async function bringBack(trouble: Trouble): Promise<boolean> {
    for (;;) {
      if (trouble.tries > 0) await pause(restOf(trouble.tries));
      if (signal.aborted) return false;
      if (trouble.tries > 0 && Date.now() - trouble.since >= times.giveUpMs) {
        options.onLost(trouble.reason);
        return false;
      }
      trouble.tries += 1;
      try {
        server = await options.relaunch(server.port, signal);
        options.log(`PostgreSQL runs again (process ${server.pid}).`);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        trouble.reason = error instanceof Error ? error.message : String(error);
        options.log(`PostgreSQL cannot be started again yet, tried again soon. ${trouble.reason}`);
      }
    }
  }

  const restOf = (tries: number) => backoffMs(tries, { baseMs: times.pauseMs, capMs: times.longestPauseMs });
  const watching = watch();
  return {
    get server() {
      return server;
    },
    async release() {
      stopping.abort();
      await watching;
    },
  };
}
