import type { ConversationView } from "@guichet/contract";
import { useEffect, useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { type SpokenChange, spokenChange } from "./spoken-change.ts";

/** Words for a live region: the newest change of assignment or delivery since the conversation was opened. */
export function useSpokenChange(view: ConversationView): string {
  const { t } = useWords();
  const me = useMe().id;
  const before = useRef(view);
  const [change, setChange] = useState<SpokenChange>();
  useEffect(() => {
    const next = spokenChange(before.current, view, me);
    before.current = view;
    if (next !== undefined) setChange(next);
  }, [view, me]);
  if (change === undefined) return "";
  if (change.type === "delivery")
    return t("conversations.saidDelivery", { state: t(`conversations.delivery_${change.state}`) });
  return change.name === null
    ? t("conversations.unassigned")
    : t("conversations.assignedToName", { name: change.name });
}
