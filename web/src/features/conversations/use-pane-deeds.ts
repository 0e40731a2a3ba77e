import type { ConversationId, ConversationRow, ConversationView, MessageView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useMemo } from "react";
import { call } from "../../api/call.ts";
import { useMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { newMessageId } from "../../api/uuid-v7.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { changeTopics, newestRow, openConversation } from "./change-conversation.ts";
import type { Afterwards } from "./composer/send-button.tsx";
import { useShortCode } from "./composer/short-code.tsx";
import type { ComposerState } from "./composer/use-composer.ts";
import type { Mentions } from "./composer/use-mentions.ts";
import { changeConversations } from "./picture/caches.ts";
import { applyConversation } from "./picture/conversations-picture.ts";
import { displayName } from "./queue/preview.ts";
import { useAskFirst } from "./resolving/ask-first.tsx";
import type { GivenToResolve } from "./resolving/asks.ts";
import type { OutboxItem } from "./sending/outbox-item.ts";
import { sendLater, useOutbox } from "./sending/start-sending.ts";
import { useTakeBackShown, useUndoSeconds, useUndoSend } from "./sending/undo-send.ts";
import type { MessageDeeds } from "./thread/message.tsx";
import type { HeaderDeeds } from "./thread/thread-header.tsx";
import { type ConversationActions, useConversationActions } from "./use-conversation-actions.ts";

export type PaneDeeds = {
  readonly header: HeaderDeeds;
  readonly messages: Omit<MessageDeeds, "onShow" | "onPrivate" | "onOther">;
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
  const actions = useConversationActions(onReopen);
  const { resolve: askBeforeResolve } = useAskFirst();
  const header = useHeaderDeeds(actions, row, onDone, onReopen);
  const { setTags } = actions;
  const holdSeconds = useUndoSeconds();
  const shortCode = useShortCode(row.channelId);
  const offerUndo = useUndoSend(onReopen, field);
  const takeBackShown = useTakeBackShown(onReopen, field);
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
      onTags: setTags,
      onDiscard: (message: MessageView) => settle(call(routes.discardMessage, { params: { id: message.id } })),
      onTakeBack: (message: MessageView) => takeBackShown(row, message),
    };
  }, [cache, row, answer, field, failed, setTags, takeBackShown]);
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
      const item = writeItem(row, composer, { afterwards, mentions, holdSeconds, shortCode });
      let tried = false;
      const go = async ({ topicIds, ...given }: GivenToResolve): Promise<void> => {
        const whole = { ...item, body: { ...item.body, ...given } };
        // It stands in the thread as not sent since the first time.
        if (tried) outbox?.drop(item.body.id);
        else {
          // First: what comes next is found from this one's place in the list, which it leaves at once.
          if (afterwards === "resolved") onDone(row);
          composer.clear();
          // The button that was pressed is switched off now; what follows is written here.
          if (item.body.afterwards === "stay") field.current?.focus();
        }
        tried = true;
        const leave = (): void => {
          sendLater(cache, { id: me.id, name: displayName(me) }, newestRow(cache, row), whole);
          offerUndo(row, whole);
        };
        // Should the topic be refused, the server refuses the message too, and it stays in the thread to be sent again.
        if (topicIds.length === 0) leave();
        else await changeTopics(cache, row, { add: topicIds, remove: [] }).finally(leave);
      };
      if (item.body.afterwards === "resolved")
        askBeforeResolve({ row: newestRow(cache, row), go, onAgain: () => onReopen(row.id), onRefused: failed });
      else go({ topicIds: [] }).catch(failed);
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

function useHeaderDeeds(
  actions: ConversationActions,
  row: ConversationRow,
  onDone: Given["onDone"],
  onReopen: Given["onReopen"],
): HeaderDeeds {
  return useMemo(() => {
    // What comes next is found from this one's place in the list, which it leaves at once.
    const moving = { onGo: () => onDone(row), onUndo: () => onReopen(row.id) };
    return {
      onStatus: (status) => actions.setStatus(row, status, status === "new" ? {} : moving),
      onComeBack: (then) => actions.comeBack(row, then, moving),
      onChangeBoomerang: () => actions.comeBack(row, row.status === "resolved" ? "resolved" : "pending", moving),
      onCancelBoomerang: () => actions.cancelBoomerang(row),
      onTopics: (change) => actions.setTopics(row, change),
      onAssign: (person) => actions.assign(row, person),
      onTeam: (team) => actions.moveToTeam(row, team),
      onDelegate: (to) => actions.delegate(row, to),
    };
  }, [actions, row, onDone, onReopen]);
}

type Ways = {
  readonly afterwards: Afterwards;
  readonly mentions: Mentions;
  readonly holdSeconds: number;
  readonly shortCode: string | null;
};

function writeItem(row: ConversationRow, composer: ComposerState, ways: Ways): OutboxItem {
  const { afterwards, mentions, holdSeconds, shortCode } = ways;
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
      ...(reply && holdSeconds > 0 ? { holdSeconds } : {}),
    },
    attachments,
    replyTo: reply ? composer.replyTo : null,
    at: new Date().toISOString(),
    shortCode,
    refused: null,
  };
}
