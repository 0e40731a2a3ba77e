import type { MessageView, Moderation } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";

export type Moderate = {
  /** A refusal is the caller's to show. */
  readonly now: (message: MessageView, moderation: Moderation) => Promise<void>;
  /** A refusal is told in a notice. */
  readonly quietly: (message: MessageView, moderation: Moderation) => Promise<void>;
};

/** Not before the platform has done it: what is shown has happened there (W163). */
export function useModerate(): Moderate {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const wordsOf = useRefusalWords();
  const now: Moderate["now"] = async (message, moderation) => {
    const body = { do: moderation };
    const answer = await call(routes.moderateMessage, { params: { id: message.id }, body });
    changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
    toasts.show({ message: t("moderating.done"), tone: "good" });
  };
  return {
    now,
    quietly: async (message, moderation) => {
      try {
        await now(message, moderation);
      } catch (error) {
        toasts.show({ message: wordsOf(error), tone: "bad", stays: 8000 });
      }
    },
  };
}
