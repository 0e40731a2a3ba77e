import type { ConversationId } from "@guichet/contract";
import { useCallback } from "react";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

/** Copies an address that finds the conversation whatever queue it is in by then. */
export function useCopyLink(): (id: ConversationId) => void {
  const { t } = useWords();
  const toasts = useToasts();
  return useCallback(
    (id) => {
      navigator.clipboard.writeText(`${location.origin}/conversations/${id}`).then(
        () => toasts.show({ message: t("conversations.linkCopied"), tone: "good" }),
        () => undefined,
      );
    },
    [t, toasts],
  );
}
