import { type ConversationRow, type MessageView, type PrivateReplyAnswer, withShortCode } from "@guichet/contract";
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { newMessageId } from "../../../api/uuid-v7.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { useAction } from "../../../ui/use-form.ts";
import { fits, LengthMeter } from "../composer/length-meter.tsx";
import { ShortCode, useShortCode } from "../composer/short-code.tsx";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";
import { keepWords, keptWords } from "./kept-words.ts";
import classes from "./private-reply.module.css";

type Props = {
  readonly row: ConversationRow;
  readonly comment: MessageView;
  /** What stands in the reply box already. */
  readonly begun: string;
  readonly onSent: (answer: PrivateReplyAnswer) => void;
  readonly onClose: () => void;
};

/** The one private reply to a comment (W92). What was typed and not sent is there again when the dialog is. */
export function PrivateReplyDialog({ row, comment, begun, onSent, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(() => keptWords(comment.id) ?? begun);
  useEffect(() => keepWords(comment.id, text), [comment.id, text]);
  const shortCode = useShortCode(row.channelId);
  const outgoing = withShortCode(text, shortCode);
  const { name } = row.contact;
  const send = useSend(row, comment, onSent, onClose);
  const whole = text.trim() !== "" && fits({ platform: row.platform, once: true }, outgoing);
  const go = (): void => {
    if (whole && !send.busy) void send.run(text);
  };
  return (
    <Dialog opened onClose={onClose} title={t("replyBox.privateTitle", { name })} size={560} holdsOn>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          go();
        }}
      >
        <blockquote className={classes.comment}>
          <bdi>{comment.text || t("conversations.aMessage")}</bdi>
        </blockquote>
        <Textarea
          label={t("replyBox.message")}
          description={t("replyBox.privateHint", { name })}
          autosize
          minRows={4}
          maxRows={12}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {send.error !== undefined && <ErrorNotice error={send.error} />}
        <div className={classes.foot}>
          <span className={classes.gap} />
          <ShortCode shortCode={shortCode} />
          <LengthMeter platform={row.platform} once text={text.trim() && outgoing} />
          <Button type="submit" disabled={!whole} loading={send.busy}>
            {t("replyBox.privateSend")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The same id for every attempt with the same words: tried again after a lost answer, it is one message. */
function useSend(row: ConversationRow, comment: MessageView, onSent: Props["onSent"], onClose: () => void) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const attempt = useRef({ of: "", id: newMessageId() });
  return useAction(async (text: string) => {
    if (attempt.current.of !== text) attempt.current = { of: text, id: newMessageId() };
    const body = { id: attempt.current.id, text: text.trim() };
    const answer = await call(routes.replyInPrivate, { params: { id: comment.id }, body });
    keepWords(comment.id, "");
    changeConversations(cache, (picture) =>
      applyConversation(applyConversation(picture, answer.commentConversation, [answer.comment]), answer.conversation, [
        answer.message,
      ]),
    );
    onClose();
    const { name } = row.contact;
    toasts.show({
      message: t(answer.continued ? "replyBox.startContinued" : "replyBox.startSent", { name }),
      tone: "good",
    });
    onSent(answer);
  });
}
