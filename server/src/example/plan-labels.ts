import type { TagName, TopicName } from "./cast.ts";
import type { PastStep } from "./plan-steps.ts";
import type { Random } from "./random.ts";

const SECOND = 1000;
const THANKS = /thank|perfect|lovely|merci|parfait|danke|gracias|perfecto|grazie|bedankt/i;
/** What the first message of a story on this topic often is. */
const OFTEN: Partial<Record<TopicName, TagName>> = {
  Delivery: "Complaint",
  Returns: "Complaint",
  Warranty: "Complaint",
  "Bulbs and wiring": "Question",
  Stock: "Question",
  "Trade orders": "Question",
  "Custom orders": "Idea",
  Gifts: "Urgent",
};

/**
 * The agent who answers says, while reading, what it is about, and marks a message now and then; what nobody has answered yet
 * has mostly been sorted by the supervisor. Steps stay in the order of time.
 */
export function planLabels(random: Random, topic: TopicName, steps: readonly PastStep[]): PastStep[] {
  const reply = steps.find((step) => step.type === "reply");
  const labels = reply ? whileReading(random, topic, reply) : bySupervisor(random, topic, steps);
  const praise = praiseOf(random, steps);
  return [...steps, ...labels, ...praise].sort((a, b) => a.at - b.at);
}

/** Agents answer 40 seconds after a contact's line at the earliest. */
function whileReading(random: Random, topic: TopicName, reply: PastStep & { type: "reply" }): PastStep[] {
  const { at, agent } = reply;
  const tag = OFTEN[topic];
  return [
    { type: "topic", at: at - 4 * SECOND, agent, topic },
    ...(tag !== undefined && random.chance(0.45) ? [{ type: "tag" as const, at: at - 3 * SECOND, agent, tag }] : []),
  ];
}

function bySupervisor(random: Random, topic: TopicName, steps: readonly PastStep[]): PastStep[] {
  const last = steps.at(-1);
  if (last === undefined || !random.chance(0.6)) return [];
  return [{ type: "topic", at: last.at + 12 * SECOND, agent: "nadia", topic }];
}

/** Thanks in the middle or at the end are marked by whoever was thanked, where somebody has the time. */
function praiseOf(random: Random, steps: readonly PastStep[]): PastStep[] {
  return steps.flatMap((step, n): PastStep[] => {
    const before = steps.slice(0, n).findLast((one) => one.type === "reply");
    const next = steps[n + 1];
    const pause = next === undefined ? 0 : next.at - step.at;
    if (step.type !== "message" || before?.type !== "reply" || pause < 15 * SECOND || !THANKS.test(step.text))
      return [];
    return random.chance(0.6) ? [{ type: "tag", at: step.at + 9 * SECOND, agent: before.agent, tag: "Praise" }] : [];
  });
}
