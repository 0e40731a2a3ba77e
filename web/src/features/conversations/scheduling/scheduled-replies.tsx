import type { ConversationRow, ScheduledView } from "@guichet/contract";
import { IconCalendarOff, IconCalendarTime } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { othersLock } from "../others-lock.ts";
import { Attachments } from "../thread/attachments.tsx";
import { MessageText } from "../thread/message-text.tsx";
import { timeAhead } from "../time/time-ahead.ts";
import { useNow } from "../use-now.ts";
import classes from "./scheduled.module.css";

export type ScheduledDeeds = {
  readonly onSendNow: (one: ScheduledView) => void;
  readonly onMove: (one: ScheduledView) => void;
  readonly onTakeBack: (one: ScheduledView) => void;
  readonly onCancel: (one: ScheduledView) => void;
};
type Props = {
  readonly conversation: ConversationRow;
  readonly list: readonly ScheduledView[];
  readonly deeds: ScheduledDeeds;
};

/** Replies that leave later, or were to and did not, at the end of the thread: for everybody who sees it. */
export function ScheduledReplies({ conversation, list, deeds }: Props): ReactNode {
  const me = useMe().id;
  const free = othersLock(conversation, me) === null;
  const canReply = conversation.abilities.includes("reply");
  return list.map((one) => (
    <Scheduled key={one.id} one={one} mine={one.author.id === me} canReply={canReply} free={free} deeds={deeds} />
  ));
}

type OneProps = {
  readonly one: ScheduledView;
  readonly mine: boolean;
  readonly canReply: boolean;
  /** Nobody else is answering here. */
  readonly free: boolean;
  readonly deeds: ScheduledDeeds;
};

function Scheduled({ one, mine, canReply, free, deeds }: OneProps): ReactNode {
  const { t } = useWords();
  const waiting = one.state === "waiting";
  const Sign = waiting ? IconCalendarTime : IconCalendarOff;
  const act = (words: string, deed: (one: ScheduledView) => void, enabled = true): ReactNode => (
    <button type="button" className={classes.act} disabled={!enabled} onClick={() => deed(one)}>
      {words}
    </button>
  );
  return (
    <article
      className={classes.scheduled}
      data-state={one.state}
      aria-label={t("replyBox.scheduledBy", { name: one.author.name })}
    >
      <header className={classes.head}>
        <Sign size={15} stroke={1.9} aria-hidden />
        <span>{waiting ? <Leaves at={one.at} /> : <Stopped one={one} />}</span>
        <bdi className={classes.author}>{one.author.name}</bdi>
      </header>
      {one.replyTo && <bdi className={classes.quote}>{one.replyTo.excerpt || t("conversations.aMessage")}</bdi>}
      {one.text !== "" && <MessageText text={one.text} mentions={[]} />}
      {one.attachments.length > 0 && <Attachments attachments={one.attachments} />}
      {canReply && (
        <footer className={classes.acts}>
          {waiting && act(t("replyBox.sendNow"), deeds.onSendNow, free)}
          {mine && act(t(waiting ? "replyBox.move" : "replyBox.moveAgain"), deeds.onMove)}
          {(mine || !waiting) && act(t(waiting ? "replyBox.edit" : "replyBox.takeUp"), deeds.onTakeBack)}
          {act(t(waiting ? "replyBox.cancelSchedule" : "conversations.discardMessage"), deeds.onCancel)}
        </footer>
      )}
    </article>
  );
}

/** When, by the reader's own clocks. */
function Leaves({ at }: { readonly at: string }): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const now = useNow();
  const ahead = timeAhead(at, now, locale);
  if (ahead === undefined) return t("replyBox.leavesNow");
  const today = dates.dayKey(at) === dates.dayKey(now);
  return (
    <time dateTime={at}>
      {t("replyBox.leavesAt", { when: ahead, at: dates.format(at, today ? "time" : "dateTime") })}
    </time>
  );
}

function Stopped({ one }: { readonly one: ScheduledView }): ReactNode {
  const { t } = useWords();
  const { stopped } = one;
  if (stopped === null) return null;
  return t(`replyBox.stop_${stopped.cause}`, { name: stopped.byName ?? "", author: one.author.name });
}
