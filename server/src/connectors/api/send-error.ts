import { type OutboundAnswer, retryAfterMs } from "../../outbound/index.ts";
import type { SendError } from "../connector.ts";

type Answered = Pick<OutboundAnswer, "status" | "headers">;

/** What an answer means; undefined when it is a success. Words are ours: what the other side wrote may hold anything. */
export function errorOfAnswer({ status, headers }: Answered, now: number): SendError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const code = `http_${status}`;
  const wait = retryAfterMs(headers, now);
  const retry = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return { kind: "rate_limited", code, message: "The receiver asks to slow down.", ...retry };
  if (status === 408 || status === 425 || status >= 500) {
    return { kind: "retryable", code, message: `The receiver answered ${status}.`, ...retry };
  }
  return { kind: kindOf(status), code, message: wordsFor(status) };
}

function kindOf(status: number): SendError["kind"] {
  if (status < 400 || status === 410) return "permission";
  return status === 413 ? "too_large" : "invalid_content";
}

function wordsFor(status: number): string {
  if (status === 410) return "The receiver is gone for good; the channel's address needs attention.";
  if (status < 400)
    return `The receiver redirected (${status}), which is not followed; the channel's address needs attention.`;
  return `The receiver refused the message with ${status}.`;
}
