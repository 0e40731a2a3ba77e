import { type Door, postMessage } from "./api.ts";
import { backoffMs } from "./backoff.ts";
import { withLock } from "./lock.ts";
import { sendUnsent } from "./send-unsent.ts";
import type { Store } from "./store.ts";
import type { Session } from "./visitor.ts";

export type Sender = {
  /** Sends what is queued, now. */
  kick(): void;
  /** Settles when nothing is under way. */
  rest(): Promise<void>;
};

/** What the sender needs to know of its surroundings, asked afresh each time. */
export type SenderSurroundings = {
  door: Door;
  store: Store;
  channel: string;
  signal: AbortSignal;
  session: () => Session | undefined;
  changed: () => void;
  /** The server knows this session no more. */
  unproven: () => void;
  /** Does the server answer? */
  answered: (isAnswering: boolean) => void;
};

/** Sends unsent messages, one tab of the site at a time, and tries again after a while when that did not work. */
export function startSender(around: SenderSurroundings): Sender {
  let running = Promise.resolve();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function send(): Promise<void> {
    const session = around.session();
    if (!session || around.signal.aborted) return;
    const { store, door, channel, changed } = around;
    const stopped = await withLock(`${channel}:send`, () =>
      sendUnsent(store, session.userId, (message) => postMessage(door, session.token, message), changed),
    );
    if (stopped) comeBack(stopped);
    failures = 0;
    around.answered(true);
  }

  function comeBack(stopped: { isUnproven: boolean; status: number; retryAfterMs: number }): void {
    failures += 1;
    around.answered(stopped.status > 0);
    // A new session sends again at once; when that does not help either, we wait like after any failure.
    if (stopped.isUnproven && failures === 1) around.unproven();
    else timer = setTimeout(kick, Math.max(stopped.retryAfterMs, backoffMs(failures)));
  }

  function kick(): void {
    clearTimeout(timer);
    running = running.then(send, send);
  }

  around.signal.addEventListener("abort", () => clearTimeout(timer));
  return { kick, rest: () => running };
}
