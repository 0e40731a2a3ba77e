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
import { deedsFor, type ScheduledDeeds } from "./scheduled-deeds.ts";

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
    <Scheduled key={one.id} one={one} may={deedsFor(one, { me, canReply, free })} canReply={canReply} deeds={deeds} />
  ));
}

type OneProps = {
  readonly one: ScheduledView;
  readonly may: readonly (keyof ScheduledDeeds)[];
  readonly canReply: boolean;
  readonly deeds: ScheduledDeeds;
};

function Scheduled({ one, may, canReply, deeds }: OneProps): ReactNode {
  const { t } = useWords();
  const waiting = one.state === "waiting";
  const Sign = waiting ? IconCalendarTime : IconCalendarOff;
  const act = (words: string, deed: keyof ScheduledDeeds): ReactNode => (
    <button type="button" className={classes.act} disabled={!may.includes(deed)} onClick={() => deeds[deed](one)}>
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
          {waiting && act(t("replyBox.sendNow"), "onSendNow")}
          {may.includes("onMove") && act(t(waiting ? "replyBox.move" : "replyBox.moveAgain"), "onMove")}
          {may.includes("onTakeBack") && act(t(waiting ? "replyBox.edit" : "replyBox.takeUp"), "onTakeBack")}
          {act(t(waiting ? "replyBox.cancelSchedule" : "conversations.discardMessage"), "onCancel")}
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
