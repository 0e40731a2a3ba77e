import { type MessageView, privateReplyAt } from "@guichet/contract";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { atServer } from "../../../api/server-clock.ts";
import { useWords } from "../../../locales/use-words.ts";
import classes from "../thread/message.module.css";
import { useNow } from "../use-now.ts";

type Props = {
  readonly comment: MessageView;
  readonly days: number;
  readonly onPrivate: (comment: MessageView) => void;
};

/** Beside a comment, as long as it may still be answered in private. */
export function PrivateButton({ comment, days, onPrivate }: Props): ReactNode {
  const { t } = useWords();
  const now = atServer(useNow());
  if (privateReplyAt(days, "public", comment, now).state !== "open") return null;
  return (
    <button
      type="button"
      className={classes.reply}
      title={t("replyBox.replyInPrivate")}
      aria-label={t("replyBox.replyInPrivateTo", { name: comment.author.name })}
      aria-haspopup="dialog"
      onClick={() => onPrivate(comment)}
    >
      <IconLock size={17} stroke={1.8} />
    </button>
  );
}
