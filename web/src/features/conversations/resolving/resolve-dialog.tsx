import type { ConversationRow } from "@guichet/contract";
import { skipToken, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { keys } from "../keys.ts";
import type { Memory } from "../picture/caches.ts";
import { type Ask, type Given, missingIn, TOPIC } from "./asks.ts";
import { ResolveFields } from "./resolve-fields.tsx";
import { ResolveForm } from "./resolve-form.tsx";

type Props = {
  readonly row: ConversationRow;
  readonly asks: readonly Ask[];
  /** What was chosen before it was refused. */
  readonly given: Given;
  readonly refusal: unknown;
  readonly onClose: () => void;
  readonly onResolve: (given: Given) => void;
};

/** All that the channel asks for before a conversation is resolved, at once: a topic (W67), a reason (W66). */
export function ResolveDialog({ row, asks, given: before, refusal, onClose, onResolve }: Props): ReactNode {
  const { t } = useWords();
  const say = useRefusalWords();
  const world = useQuery(queries.bootstrap()).data;
  const [given, setGiven] = useState(before);
  const { status, topicIds } = useNewest(row);
  const resolved = status === "resolved";
  // A colleague may have put one on it meanwhile.
  const hasTopic = given.topicId === null && topicIds.length > 0;
  const missing = missingIn(given, asks, world).filter((ask) => ask !== TOPIC || !hasTopic);
  const complete = !resolved && missing.length === 0;
  const trouble = resolved ? t("time.resolvedMeanwhile") : refusal === undefined ? undefined : say(refusal);
  return (
    <ResolveForm
      title={t("time.resolveTitle", { name: row.contact.name })}
      trouble={trouble}
      complete={complete}
      onClose={onClose}
      onResolve={() => onResolve(given)}
    >
      <ResolveFields asks={asks} given={given} onGiven={setGiven} />
    </ResolveForm>
  );
}

/** Others work while one chooses; what was chosen stays, should they take back what they did. */
function useNewest(row: ConversationRow): ConversationRow {
  const memory = useQuery<Memory>({ queryKey: keys.memory, queryFn: skipToken }).data;
  return memory?.recent.get(row.id) ?? row;
}
