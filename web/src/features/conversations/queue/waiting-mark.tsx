import type { ConversationRow } from "@guichet/contract";
import { IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useNow } from "../use-now.ts";
import classes from "./conversation-row.module.css";
import { shortDuration } from "./waiting-time.ts";

/** How long the contact has been waiting; when nobody waits, when the last message was. */
export function WaitingMark({ row }: { readonly row: ConversationRow }): ReactNode {
  const now = useNow();
  const { t, locale } = useWords();
  const dates = useDates();
  const since = row.waitingSince ?? row.lastMessage?.at ?? row.queueAt;
  const waiting = row.waitingSince !== null;
  const words = t(waiting ? "conversations.waitingSince" : "conversations.lastMessageAt", {
    at: dates.format(since, "dateTime"),
  });
  return (
    <time className={classes.time} data-waiting={waiting || undefined} dateTime={since} title={words}>
      {waiting && <IconClockHour4 size={13} stroke={2} aria-label={t("conversations.waiting")} role="img" />}
      {shortDuration(now - new Date(since).getTime(), locale)}
    </time>
  );
}
