import type { ConversationRow, Resolution, TopicId } from "@guichet/contract";
import { useCallback } from "react";
import { useTopicQuestion } from "../topics/topic-question.tsx";
import { useAskFirst } from "./ask-first.tsx";

/** What was asked for and given, to go with Resolved. */
export type GivenToResolve = { readonly topicIds: readonly TopicId[]; readonly resolution?: Resolution };

/** Asks, one after the other, for all that a channel wants to know before Resolved: a topic (W67), a reason (W66). */
export function useAskBeforeResolve(): (row: ConversationRow, go: (given: GivenToResolve) => void) => void {
  const askTopic = useTopicQuestion();
  const askFirst = useAskFirst();
  return useCallback(
    (row, go) =>
      askTopic(row, (topicIds) =>
        askFirst.resolve({
          row,
          go: (resolution) => go(resolution === undefined ? { topicIds } : { topicIds, resolution }),
        }),
      ),
    [askTopic, askFirst],
  );
}
