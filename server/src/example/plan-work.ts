import type { PastConversation } from "./plan-past.ts";
import type { PastStep } from "./plan-steps.ts";
import type { Random } from "./random.ts";

const HOUR = 3_600_000;
const USED_DAYS = 30;

/**
 * What agents do around a reply: whatever was finished in the last day they had opened before, so that there are handle times
 * today; and in the last month they often put a response of the knowledge base into the reply box.
 */
export function withWork(
  random: Random,
  lives: readonly (readonly PastConversation[])[],
  now: number,
): PastConversation[][] {
  return lives.map((life) =>
    life.map((past) => {
      const last = past.steps.at(-1)?.at ?? 0;
      const steps = past.steps.flatMap((step, n) => {
        if (step.type !== "reply") return [step];
        const gap = step.at - (past.steps[n - 1]?.at ?? step.at);
        return [
          ...(past.end !== "new" && last > now - 24 * HOUR ? [opening(step, gap)] : []),
          ...(last > now - USED_DAYS * 24 * HOUR && random.chance(0.35) ? [insertion(random, step, gap)] : []),
          step,
        ];
      });
      return { ...past, steps };
    }),
  );
}

type Reply = PastStep & { readonly type: "reply" };

function opening({ at, agent }: Reply, gap: number): PastStep {
  return { type: "open", at: at - Math.round(Math.min(gap * 0.7, 11 * 60_000)), agent };
}

/** What stands first in the list is taken most. */
function insertion(random: Random, { at, agent }: Reply, gap: number): PastStep {
  return { type: "insert", at: at - Math.round(Math.min(gap / 4, 15_000)), agent, choice: random.next() ** 2 };
}
