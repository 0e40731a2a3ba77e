import { setTimeout as sleep } from "node:timers/promises";
import type { Wish } from "../history/history.ts";
import type { Recorder } from "../history/recorder.ts";
import { type Answer, codeOf } from "./http-call.ts";

/** A run's end for senders: they finish what they have begun, but not for ever. */
export type Patience = { readonly stopping: () => boolean; readonly lost: () => boolean };

/**
 * Sends the same thing again until it is answered for good: 2xx, or a 4xx other than 408 and 429. Records how it ended;
 * a refusal after a try that nobody answered is an unknown outcome.
 */
export async function repeatUntilAnswered(
  recorder: Recorder,
  wish: Wish,
  patience: Patience,
  attempt: () => Promise<Answer>,
): Promise<{ ok: boolean; body: unknown }> {
  const end = recorder.begin(wish);
  let unanswered = false;
  for (let tries = 1; !patience.lost(); tries += 1) {
    const answer = await attempt();
    if (answer !== "unknown" && answer.status >= 200 && answer.status < 300) {
      end("ok");
      return { ok: true, body: answer.body };
    }
    if (answer !== "unknown" && isFinal(answer.status)) {
      end(unanswered ? "unknown" : "refused", codeOf(answer.body));
      return { ok: false, body: answer.body };
    }
    // A 5xx is no promise that nothing happened.
    unanswered = true;
    await sleep(Math.min(40 * tries, 400) * (0.5 + Math.random()));
  }
  return { ok: false, body: undefined };
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
