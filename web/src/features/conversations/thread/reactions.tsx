import type { MessageView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./message.module.css";

/** What people have put under a message on its platform. */
export function Reactions({ reactions }: Pick<MessageView, "reactions">): ReactNode {
  const { t } = useWords();
  return (
    <ul className={classes.reactions} aria-label={t("conversations.reactions")}>
      {reactions.map(({ emoji, count }) => (
        <li key={emoji} className={classes.reaction}>
          {emoji}
          {count > 1 && <span>{count}</span>}
        </li>
      ))}
    </ul>
  );
}
