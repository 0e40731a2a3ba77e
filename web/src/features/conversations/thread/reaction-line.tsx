import type { MessageView } from "@guichet/contract";
import { memo, type ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./timeline.module.css";

type Props = { readonly message: MessageView; readonly onShow: (id: MessageView["id"]) => void };

/** What the contact has put under a message: an event among messages, with a way to that message. */
export const ReactionLine = memo(function ReactionLine({ message, onShow }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { replyTo, author, text } = message;
  return (
    <div id={`message-${message.id}`} className={classes.audits}>
      <p className={classes.reaction} title={dates.format(message.at, "full")}>
        <bdi>{t("post.reacted", { name: author.name, emoji: text })}</bdi>
        {replyTo && (
          <button type="button" onClick={() => onShow(replyTo.id)}>
            <bdi>{replyTo.excerpt || t("conversations.aMessage")}</bdi>
          </button>
        )}
        <time dateTime={message.at}>{dates.format(message.at, "time")}</time>
      </p>
    </div>
  );
});
