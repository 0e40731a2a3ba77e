import { CallFailed } from "./api.ts";
import { backoffMs } from "./backoff.ts";
import type { Live } from "./listen-live.ts";

/** `idle`: nobody needs a line yet. `refused`: the server does not want this visitor; only a new proof can help. */
export type ConnectionState = "idle" | "online" | "offline" | "refused";

/** A line that held this long was a good one: the next failure counts from the beginning. */
const GOOD_LINE_MS = 10_000;

export type Connection = {
  /** Tries now instead of waiting on. */
  wake(): void;
  /** Ends the line and begins anew, as somebody else perhaps. */
  restart(): void;
};

/**
 * Keeps a line open as long as one is wanted: connect (which also fetches what was missed), wait until it is over, again.
 * `connect` may answer without a line when none is needed now; where sockets are blocked, each round still fetches, so the
 * messenger works on, only slower.
 */
export function keepConnected(
  signal: AbortSignal,
  isWanted: () => boolean,
  connect: () => Promise<Live | undefined>,
  setState: (state: ConnectionState) => void,
): Connection {
  const { pause, wake, forget } = createPause();
  let live: Live | undefined;
  let round = 0;
  let failures = 0;

  /** Answers how long to wait before the next round; undefined: until somebody wakes us. */
  async function runOnce(): Promise<number | undefined> {
    const thisRound = ++round;
    const since = Date.now();
    try {
      live = await connect();
      if (round !== thisRound) live?.close();
      else setState("online");
      if (!live) return undefined;
      await live.over;
      forget();
      failures = Date.now() - since > GOOD_LINE_MS ? 0 : failures + 1;
      return round === thisRound ? backoffMs(failures) : 0;
    } catch (cause) {
      return round === thisRound ? afterFailure(cause instanceof CallFailed ? cause : new CallFailed()) : 0;
    }
  }

  function afterFailure(failed: CallFailed): number | undefined {
    const isRefused = failed.isUnproven || failed.status === 403;
    setState(isRefused ? "refused" : "offline");
    failures += 1;
    return isRefused ? undefined : Math.max(failed.retryAfterMs, backoffMs(failures));
  }

  async function run(): Promise<void> {
    while (!signal.aborted) await pause(isWanted() ? await runOnce() : undefined);
  }

  function restart(): void {
    round += 1;
    failures = 0;
    live?.close();
    wake();
  }

  signal.addEventListener("abort", restart);
  void run();
  return { wake, restart };
}

/** A pause that can be cut short; a call to `wake` that comes while nothing pauses cuts the next one, unless forgotten. */
function createPause() {
  let isWoken = false;
  let end: (() => void) | undefined;
  return {
    async pause(ms: number | undefined): Promise<void> {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          end = resolve;
          if (ms !== undefined) setTimeout(resolve, ms);
        });
      }
      end = undefined;
      isWoken = false;
    },
    wake() {
      if (end) end();
      else isWoken = true;
    },
    forget() {
      isWoken = false;
    },
  };
}
