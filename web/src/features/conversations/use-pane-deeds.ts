import type { ConversationId, ConversationRow, ConversationView, MessageView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useMemo } from "react";
import { call } from "../../api/call.ts";
import { useMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { openConversation } from "./change-conversation.ts";
import type { Afterwards } from "./composer/send-button.tsx";
import type { ComposerState } from "./composer/use-composer.ts";
import type { Mentions } from "./composer/use-mentions.ts";
import { changeConversations } from "./picture/caches.ts";
import { applyConversation } from "./picture/conversations-picture.ts";
import { displayName } from "./queue/preview.ts";
import type { OutboxItem } from "./sending/outbox-item.ts";
import { sendLater, useOutbox } from "./sending/start-sending.ts";
import { newMessageId } from "./sending/uuid-v7.ts";
import type { MessageDeeds } from "./thread/message.tsx";
import type { HeaderDeeds } from "./thread/thread-header.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";

export type PaneDeeds = {
  readonly header: HeaderDeeds;
  readonly messages: Omit<MessageDeeds, "onShow">;
  readonly local: readonly OutboxItem[];
  readonly onEditLocal: (item: OutboxItem) => void;
  readonly onSend: (afterwards: Afterwards, mentions: Mentions) => void;
  readonly onTakeOver: () => void;
};
type Given = {
  readonly view: ConversationView;
  readonly composer: ComposerState;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onDone: (row: ConversationRow) => void;
  readonly onReopen: (id: ConversationId) => void;
};

/** Everything one can do in the centre pane. What the thread gets stays the same from key to key. */
export function usePaneDeeds({ view, composer, field, onDone, onReopen }: Given): PaneDeeds {
  const cache = useQueryClient();
  const me = useMe();
  const row = view.conversation;
  const { items, outbox } = useOutbox(row.id);
  const failed = useFailed();
  const header = useHeaderDeeds(row, onDone, onReopen);
  const { answer, restore } = composer;
  const messages = useMemo(() => {
    const settle = (work: Promise<MessageView>): void => {
      work.then(
        (message) => changeConversations(cache, (picture) => applyConversation(picture, row, [message])),
        failed,
      );
    };
    return {
      onReply: (message: MessageView) => {
        answer(message);
        field.current?.focus();
      },
      onRetry: (message: MessageView) => settle(call(routes.retryMessage, { params: { id: message.id } })),
      onDiscard: (message: MessageView) => settle(call(routes.discardMessage, { params: { id: message.id } })),
    };
  }, [cache, row, answer, field, failed]);
  const onEditLocal = useMemo(
    () => (item: OutboxItem) => {
      restore(item);
      outbox?.drop(item.body.id);
      requestAnimationFrame(() => field.current?.focus());
    },
    [restore, outbox, field],
  );
  return {
    header,
    messages,
    local: items,
    onEditLocal,
    onSend: (afterwards, mentions) => {
      // First: what comes next is found from this one's place in the list, which it leaves at once.
      if (afterwards === "resolved") onDone(row);
      sendLater(cache, { id: me.id, name: displayName(me) }, row, writeItem(row, composer, afterwards, mentions));
      composer.clear();
    },
    onTakeOver: () => {
      openConversation(cache, row.id, true).then(() => field.current?.focus(), failed);
    },
  };
}

function useFailed(): (error: unknown) => void {
  const say = useRefusalWords();
  const toasts = useToasts();
  return useMemo(() => (error: unknown) => toasts.show({ message: say(error), tone: "bad" }), [say, toasts]);
}

function useHeaderDeeds(row: ConversationRow, onDone: Given["onDone"], onReopen: Given["onReopen"]): HeaderDeeds {
  const actions = useConversationActions(onReopen);
  return useMemo(
    () => ({
      onStatus: (status) => {
        if (status !== "new") onDone(row);
        actions.setStatus(row, status, () => onReopen(row.id));
      },
      onAssign: (person) => actions.assign(row, person),
    }),
    [actions, row, onDone, onReopen],
  );
}

function writeItem(
  row: ConversationRow,
  composer: ComposerState,
  afterwards: Afterwards,
  mentions: Mentions,
): OutboxItem {
  const reply = composer.kind === "reply";
  const attachments = composer.uploads.list.flatMap((one) => one.view ?? []);
  return {
    conversationId: row.id,
    body: {
      id: newMessageId(),
      kind: composer.kind,
      text: composer.text.trim(),
      attachmentIds: attachments.map((one) => one.id),
      replyToId: reply ? (composer.replyTo?.id ?? null) : null,
      mentions: reply ? [] : mentions.idsIn(composer.text),
      afterwards: reply ? afterwards : "stay",
    },
    attachments,
    replyTo: reply ? composer.replyTo : null,
    at: new Date().toISOString(),
    refused: null,
  };
}
