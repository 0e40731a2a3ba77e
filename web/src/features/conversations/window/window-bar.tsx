import { type ConversationRow, REPLY_WINDOW_TOLD_MS } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconHourglassEmpty, IconHourglassOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { atServer } from "../../../api/server-clock.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Bar } from "../composer/bar.tsx";
import { timeAhead } from "../time/time-ahead.ts";
import { useNow } from "../use-now.ts";
import { useReplyWindow } from "./use-reply-window.ts";

type Props = {
  readonly conversation: ConversationRow;
  /** Texts that the platform has approved may be sent all the same (W95); undefined: there are none. */
  readonly onTemplate: (() => void) | undefined;
};

/** Above a reply: how long the platform still takes one, from four hours before the end on; then that it takes none (W94). */
export function WindowBar({ conversation, onTemplate }: Props): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const now = atServer(useNow());
  const window = useReplyWindow(conversation);
  const format = (at: number): string =>
    dates.format(new Date(at).toISOString(), dates.dayKey(at) === dates.dayKey(now) ? "time" : "dateTime");
  if (window.state === "none") return null;
  if (window.state === "closed") {
    const { name } = conversation.contact;
    const way = onTemplate === undefined ? "" : "Template";
    return (
      <Bar icon={<IconHourglassOff size={17} stroke={1.8} aria-hidden />} tone="warn">
        <span>
          {window.endedAt === null
            ? t(`replyBox.windowNever${way}`, { name })
            : t(`replyBox.windowClosed${way}`, { name, at: format(window.endedAt) })}
        </span>
        {onTemplate && (
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={onTemplate}>
            {t("replyBox.chooseTemplate")}
          </Button>
        )}
      </Bar>
    );
  }
  if (window.endsAt - now > REPLY_WINDOW_TOLD_MS) return null;
  const when = timeAhead(new Date(window.endsAt).toISOString(), now, locale) ?? "";
  return (
    <Bar icon={<IconHourglassEmpty size={17} stroke={1.8} aria-hidden />} quiet>
      <span>{t("replyBox.windowEnds", { when, at: format(window.endsAt) })}</span>
    </Bar>
  );
}
