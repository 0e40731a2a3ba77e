import { OutboundError } from "./failure.ts";

export type Deadline = {
  /** Aborts, with an OutboundError as reason, when a limit passed or the caller gave up. */
  signal: AbortSignal;
  /** The answer began: only the total limit counts from here. */
  headersArrived(): void;
  /** Everything ended; the timers go. */
  finish(): void;
};

/** Watches the time of one request, with all its redirects. */
export function startDeadline(headersMs: number, totalMs: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const expire = () => controller.abort(new OutboundError("timeout"));
  const giveUp = () => controller.abort(new OutboundError("aborted"));
  const headersTimer = setTimeout(expire, headersMs);
  const totalTimer = setTimeout(expire, totalMs);
  if (outer?.aborted) giveUp();
  outer?.addEventListener("abort", giveUp, { once: true });
  return {
    signal: controller.signal,
    headersArrived: () => clearTimeout(headersTimer),
    finish() {
      clearTimeout(headersTimer);
      clearTimeout(totalTimer);
      outer?.removeEventListener("abort", giveUp);
    },
  };
}
