import type { RoutingDecision } from "@guichet/contract";
import { factsOf, type RoutingSettings, type TeamQuestion } from "./choose-team.ts";
import { cutWords } from "./cut-words.ts";

const MOST_SETS = 10;

/**
 * The decision with what it was made of (R57, "Why is this here?"): the facts, and which conditions of the true skill sets held.
 * By itself, for a decision that is not told needs no reasons. Pure.
 */
export function explainDecision(
  decision: RoutingDecision,
  question: TeamQuestion,
  settings: RoutingSettings,
): RoutingDecision {
  const { names } = settings;
  const facts = factsOf(question);
  const called = (kind: "topics" | "groups", ids: readonly string[]) =>
    cutWords(ids.flatMap((id) => names[kind].get(id) ?? []));
  return {
    ...decision,
    facts: {
      channel: names.channels.get(question.channelId) ?? "",
      visibility: question.visibility,
      topics: called("topics", question.topicIds),
      groups: called("groups", question.groupIds),
    },
    skillSets: decision.skillSets.map((one, at) => {
      const held = at < MOST_SETS && settings.skillSets.find(({ id }) => id === one.id)?.reasons(facts);
      return held ? { ...one, held } : one;
    }),
  };
}
