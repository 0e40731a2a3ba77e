import type { ConversationRow } from "@guichet/contract";
import { IconMailOpened, IconMailPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { newestRow } from "../change-conversation.ts";
import { markRead, markUnread } from "./change-unread.ts";
import { isUnread, useReadSeqs } from "./read-seqs.ts";
import { useUnreadMarks } from "./unread-marks.ts";

/** Marks a conversation unread for oneself, with a way back. What is unread is marked read. */
export function useSwitchUnread(): (row: ConversationRow, unread: boolean) => void {
  const cache = useQueryClient();
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  return useCallback(
    (row, unread) => {
      const failed = (error: unknown): void => toasts.show({ message: say(error), tone: "bad" });
      const { name } = row.contact;
      if (unread) {
        const work = markRead(cache, newestRow(cache, row));
        toasts.show({ message: t("rowMenu.markedRead", { name }), tellsOf: work });
        work.catch(failed);
        return;
      }
      const work = markUnread(cache, newestRow(cache, row));
      const undo = (): void => void work.then(() => markRead(cache, newestRow(cache, row))).catch(failed);
      toasts.show({ message: t("rowMenu.markedUnread", { name }), undo, tellsOf: work });
      work.catch(failed);
    },
    [cache, t, say, toasts],
  );
}

export function useIsUnread(row: ConversationRow | undefined): boolean {
  const readSeqs = useReadSeqs();
  const marks = useUnreadMarks();
  return row !== undefined && isUnread(row, readSeqs[row.id], marks[row.id]);
}

/** `Shift+U`, for the conversation that is open, or for the row one stands on where none is. Undefined: neither. */
export function useUnreadCommand(row: ConversationRow | undefined): void {
  const { t } = useWords();
  const switchUnread = useSwitchUnread();
  const unread = useIsUnread(row);
  useCommand({
    id: "conversation.markUnread",
    label: t(unread ? "rowMenu.markRead" : "rowMenu.markUnread"),
    group: t("conversations.group"),
    icon: unread ? IconMailOpened : IconMailPlus,
    when: row !== undefined,
    run: () => row && switchUnread(row, unread),
  });
}
