import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { type Ask, type Given, REASON, TOPIC } from "./asks.ts";
import { ReasonField } from "./reason-field.tsx";
import { TopicField } from "./topic-field.tsx";

type Props = {
  readonly asks: readonly Ask[];
  readonly given: Given;
  readonly onGiven: (given: Given) => void;
};

/** The fields of what is asked for before one conversation is resolved; the first one takes the focus. */
export function ResolveFields({ asks, given, onGiven }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      {asks.includes(TOPIC) && <TopicField given={given} onGiven={onGiven} hint={t("time.topicHint")} />}
      {asks.includes(REASON) && (
        <ReasonField given={given} onGiven={onGiven} hint={t("time.reasonHint")} first={asks[0] === REASON} />
      )}
    </>
  );
}
