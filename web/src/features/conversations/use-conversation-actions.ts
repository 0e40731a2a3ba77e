import type { ConversationId, ConversationRow, ConversationStatus, UserId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { isId } from "../../api/ids.ts";
import { useMe } from "../../api/me.ts";
import { Refusal } from "../../api/refusal.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { changeAssignee, changeStatus, newestRow } from "./change-conversation.ts";

export type Person = { readonly id: UserId; readonly name: string };
export type ConversationActions = {
  /** `onUndo` is told when the person takes it back, e.g. to open the conversation again. */
  readonly setStatus: (row: ConversationRow, status: ConversationStatus, onUndo?: () => void) => void;
  readonly assign: (row: ConversationRow, person: Person | null) => void;
  readonly assignToMe: (row: ConversationRow) => void;
};
const UNDO_FOR = 8000;

/**
 * What one does to a conversation, with a word when it failed and a way back where there is one. `onNewer` is told when
 * the contact has a newer open conversation, in which one has to go on.
 */
export function useConversationActions(onNewer?: (id: ConversationId) => void): ConversationActions {
  const cache = useQueryClient();
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  const me = useMe();
  return useMemo(() => {
    const failed = (error: unknown): void => {
      toasts.show({ message: say(error), tone: "bad" });
      const newer =
        error instanceof Refusal && error.code === "open_conversation_exists" && error.details.conversationId;
      if (typeof newer === "string" && isId<ConversationId>(newer)) onNewer?.(newer);
    };
    const assign = (row: ConversationRow, person: Person | null): void => {
      changeAssignee(cache, row, person).catch(failed);
    };
    const takeBackStatus = async (row: ConversationRow, status: ConversationStatus): Promise<void> => {
      await changeStatus(cache, newestRow(cache, row), row.status);
      // Resolving removed the assignment (W73); taking it back gives it back.
      if (status === "resolved" && row.assignee !== null)
        await changeAssignee(cache, newestRow(cache, row), row.assignee);
    };
    const setStatus: ConversationActions["setStatus"] = (row, status, onUndo) => {
      const work = changeStatus(cache, row, status);
      work.catch(failed);
      if (status === "new") return;
      const undo = (): void => {
        onUndo?.();
        work.then(() => takeBackStatus(row, status)).catch(failed);
      };
      toasts.show({ message: t(`conversations.done_${status}`, { name: row.contact.name }), undo, stays: UNDO_FOR });
    };
    const assignToMe = (row: ConversationRow): void =>
      assign(row, { id: me.id, name: `${me.firstName} ${me.lastName}`.trim() });
    return { setStatus, assign, assignToMe };
  }, [cache, me.id, me.firstName, me.lastName, say, t, toasts, onNewer]);
}
