import type { ConversationRow, TopicId } from "@guichet/contract";
import { createContext, type ReactNode, use, useCallback, useState } from "react";
import { useLoaded } from "../../../ui/use-loaded.ts";
import { useChannels } from "../use-world.ts";

type Go = (topicIds: readonly TopicId[]) => void;
type Ask = (row: ConversationRow, go: Go) => void;
const loadDialog = async () => (await import("./topic-question-dialog.tsx")).TopicQuestionDialog;
const AskContext = createContext<Ask | undefined>(undefined);

/** Where a topic is required to resolve and there is none, asks for it, and then goes on with what was begun (W67, S07). */
export function TopicQuestion({ children }: { readonly children: ReactNode }): ReactNode {
  const channels = useChannels();
  const [asked, setAsked] = useState<{ readonly row: ConversationRow; readonly go: Go }>();
  const ask: Ask = useCallback(
    (row, go) => {
      const required = channels.find((one) => one.id === row.channelId)?.topicRequired === true;
      if (required && row.topicIds.length === 0) setAsked({ row, go });
      else go([]);
    },
    [channels],
  );
  const Dialog = useLoaded(loadDialog, asked !== undefined);
  return (
    <AskContext value={ask}>
      {children}
      {asked && Dialog && (
        <Dialog
          row={asked.row}
          onClose={() => setAsked(undefined)}
          onChoose={(id) => {
            setAsked(undefined);
            asked.go([id]);
          }}
        />
      )}
    </AskContext>
  );
}

/** Asks, if it must: `go` is told the topics to add before resolving, none where nothing is missing. */
export function useTopicQuestion(): Ask {
  const ask = use(AskContext);
  if (!ask) throw new Error("Resolving needs a TopicQuestion above it.");
  return ask;
}
