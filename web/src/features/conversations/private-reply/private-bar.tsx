import type { ConversationId, MessageView, PrivateReply } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Bar } from "../composer/bar.tsx";
import classes from "./private-reply.module.css";

export type PrivateWay = { readonly comment: MessageView; readonly reply: PrivateReply };
type Props = {
  readonly way: PrivateWay | undefined;
  readonly onAsk: (comment: MessageView) => void;
  readonly onOther: (id: ConversationId) => void;
};

/** Above the reply that everybody reads: the way to answer its author alone, how long it is open, or that it was used. */
export function PrivateBar({ way, onAsk, onOther }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  if (way === undefined || way.reply.state === "none") return null;
  const { comment, reply } = way;
  const when = (at: number): string => dates.format(new Date(at).toISOString(), "dateTime");
  return (
    <Bar icon={<IconLock size={16} stroke={1.8} aria-hidden />} quiet>
      {reply.state === "open" && (
        <>
          <span>{t("replyBox.privateUntil", { at: when(reply.endsAt) })}</span>
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => onAsk(comment)}>
            {t("replyBox.replyInPrivate")}
          </Button>
        </>
      )}
      {reply.state === "over" && <span>{t("replyBox.privateOver", { at: when(reply.endedAt) })}</span>}
      {reply.state === "used" && (
        <>
          <span>{t("replyBox.privateUsed")}</span>
          <LinkToOther message={comment} onOther={onOther} />
        </>
      )}
    </Bar>
  );
}

/** From a comment to what answers it in private, and back. */
export function LinkToOther({
  message,
  onOther,
}: {
  readonly message: MessageView;
  readonly onOther: Props["onOther"];
}): ReactNode {
  const { t } = useWords();
  const { linked } = message;
  if (linked === null) return null;
  return (
    <button type="button" className={classes.link} onClick={() => onOther(linked.conversationId)}>
      {t(message.kind === "inbound" ? "replyBox.showPrivate" : "replyBox.showComment")}
    </button>
  );
}
