import { type ConversationRow, REPLY_WINDOW_TOLD_MS, replyWindowAt } from "@guichet/contract";
import { IconHourglassEmpty } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { atServer } from "../../../api/server-clock.ts";
import { useWords } from "../../../locales/use-words.ts";
import { shortDuration } from "../queue/waiting-time.ts";
import { timeAhead } from "../time/time-ahead.ts";
import { useNow } from "../use-now.ts";
import classes from "./window.module.css";

type Props = { readonly row: ConversationRow; readonly hours: number | null };

/** In the row: the platform soon takes no more replies here. */
export function WindowMark({ row, hours }: Props): ReactNode {
  return hours !== null && row.status !== "resolved" && <Mark row={row} hours={hours} />;
}

function Mark({ row, hours }: Props): ReactNode {
  const { t, locale } = useWords();
  const now = atServer(useNow());
  const window = replyWindowAt(hours, row.visibility, row.lastInboundAt, now);
  if (window.state !== "open" || window.endsAt - now > REPLY_WINDOW_TOLD_MS) return null;
  const words = t("replyBox.windowMark", { when: timeAhead(new Date(window.endsAt).toISOString(), now, locale) ?? "" });
  return (
    <span className={classes.mark} title={words}>
      <IconHourglassEmpty size={12} stroke={2.1} aria-hidden />
      <span aria-hidden>{shortDuration(window.endsAt - now, locale)}</span>
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}
