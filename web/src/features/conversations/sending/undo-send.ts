import { type ConversationId, type ConversationRow, type MessageView, withoutMark } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback } from "react";
import { useMe } from "../../../api/me.ts";
import { usePreference } from "../../../api/preference.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { returnDraft } from "../composer/returned-drafts.ts";
import { useUndoSendSeconds } from "../use-world.ts";
import type { OutboxItem } from "./outbox-item.ts";
import { takeReplyBack } from "./start-sending.ts";

/** How long one's own replies are held: one's own choice, else the organization's; 0: not at all. */
export function useUndoSeconds(): number {
  const organization = useUndoSendSeconds();
  const [own] = usePreference("send.undoSeconds", -1);
  return own < 0 ? organization : own;
}

type Field = RefObject<HTMLTextAreaElement | null>;
type Open = (id: ConversationId) => void;

/** For as long as a reply is held: Undo, by button and by the Z key. */
export function useUndoSend(onReopen: Open, field: Field): (row: ConversationRow, item: OutboxItem) => void {
  const { t } = useWords();
  const toasts = useToasts();
  const takeBack = useTakeBack(onReopen, field);
  return useCallback(
    (row, item) => {
      const seconds = item.body.holdSeconds ?? 0;
      if (seconds === 0) return;
      toasts.show({
        message: t("time.replyLeaves", { name: row.contact.name, seconds }),
        undo: () => takeBack(row, item),
        stays: seconds * 1000,
      });
    },
    [t, toasts, takeBack],
  );
}

/** The same from the message in the thread, e.g. after a reload. */
export function useTakeBackShown(onReopen: Open, field: Field): (row: ConversationRow, message: MessageView) => void {
  const takeBack = useTakeBack(onReopen, field);
  return useCallback((row, message) => takeBack(row, itemOf(row, message)), [takeBack]);
}

function useTakeBack(onReopen: Open, field: Field): (row: ConversationRow, item: OutboxItem) => void {
  const cache = useQueryClient();
  const me = useMe().id;
  const { t } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  return useCallback(
    (row, item) => {
      takeReplyBack(cache, me, item).then(
        (draft) => {
          returnDraft(cache, me, row.id, draft);
          onReopen(row.id);
          toasts.show({ message: t("time.replyBack"), tone: "good" });
          requestAnimationFrame(() => field.current?.focus());
        },
        (error: unknown) => toasts.show({ message: say(error), tone: "bad" }),
      );
    },
    [cache, me, t, say, toasts, onReopen, field],
  );
}

function itemOf(row: ConversationRow, message: MessageView): OutboxItem {
  const { id, attachments, replyTo, at } = message;
  const text = withoutMark(message.text, message.shortCode);
  const attachmentIds = attachments.map((one) => one.id);
  return {
    conversationId: row.id,
    body: { id, kind: "reply", text, attachmentIds, replyToId: replyTo?.id ?? null, mentions: [], afterwards: "stay" },
    ...{ attachments, replyTo, at, shortCode: null, refused: null },
  };
}
