import { type ConversationId, type ConversationView, type MessageView, privateReplyAt } from "@guichet/contract";
import { IconLock } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { atServer } from "../../../api/server-clock.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { ComposerState } from "../composer/use-composer.ts";
import { findAnswerable } from "../thread/find-taggable.ts";
import type { MessageDeeds } from "../thread/message.tsx";
import { useNow } from "../use-now.ts";
import { useChannels } from "../use-world.ts";
import { PrivateBar, type PrivateWay } from "./private-bar.tsx";

const PrivateReplyDialog = lazy(() =>
  import("./private-reply-dialog.tsx").then((file) => ({ default: file.PrivateReplyDialog })),
);

type Asked = { readonly comment: MessageView; readonly begun: string };
type PrivateReplies = {
  /** For the comment that is being answered, else the contact's newest. */
  readonly bar: ReactNode;
  /** So long after a comment; null: not in this conversation, or not for this person. */
  readonly days: number | null;
  readonly deeds: Pick<MessageDeeds, "onPrivate" | "onOther">;
  readonly dialog: ReactNode;
};

/** Answering in private what everybody reads (W92): button, palette and key, and the dialog they open. */
export function usePrivateReply(
  view: ConversationView,
  composer: ComposerState,
  canReply: boolean,
  onOther: (id: ConversationId) => void,
): PrivateReplies {
  const { t } = useWords();
  const { conversation } = view;
  const channel = useChannels().find((one) => one.id === conversation.channelId);
  const isPublic = conversation.visibility === "public";
  const days = isPublic && canReply ? (channel?.privateReplyDays ?? null) : null;
  const now = atServer(useNow());
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const begun = composer.kind === "reply" ? composer.text : "";
  const wayOf = (comment: MessageView | undefined): PrivateWay | undefined =>
    comment && { comment, reply: privateReplyAt(days, conversation.visibility, comment, now) };
  const ask = (comment: MessageView): void => setAsked({ comment, begun });
  const way = days === null ? undefined : wayOf(findAnswered(view, composer));
  useCommand({
    id: "conversation.replyInPrivate",
    label: t("replyBox.replyInPrivate"),
    group: t("conversations.group"),
    icon: IconLock,
    when: way?.reply.state === "open",
    run: () => {
      const chosen = wayOf(findAnswered(view, composer));
      if (chosen?.reply.state === "open") ask(chosen.comment);
    },
  });
  const deeds = useMemo(
    () => ({ onPrivate: (comment: MessageView) => setAsked({ comment, begun: "" }), onOther }),
    [onOther],
  );
  const sent = (id: ConversationId, words: string): void => {
    // What was begun in the reply box has gone: it shall not lie there to be read by everybody.
    if (words !== "" && words === composer.text) composer.setText("");
    onOther(id);
  };
  const dialog = asked && asked.comment.conversationId === conversation.id && (
    <Suspense>
      <PrivateReplyDialog
        row={conversation}
        comment={asked.comment}
        begun={asked.begun}
        onSent={(answer) => sent(answer.conversation.id, asked.begun)}
        onClose={() => setAsked(undefined)}
      />
    </Suspense>
  );
  const bar = <PrivateBar way={way} onAsk={ask} onOther={onOther} />;
  return { bar, days, deeds, dialog };
}

function findAnswered(view: ConversationView, composer: ComposerState): MessageView | undefined {
  const chosen = view.entries.find(
    (entry): entry is MessageView => entry.type === "message" && entry.id === composer.replyTo?.id,
  );
  return chosen ?? findAnswerable(view);
}
