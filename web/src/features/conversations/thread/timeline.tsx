import type { ConversationView, MessageId, MessageView, Platform, ThreadEntry } from "@guichet/contract";
import { IconArrowDown } from "@tabler/icons-react";
import { memo, type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { ShownThread } from "../cross-channel/use-cross-channel.ts";
import { useSaidScope } from "../cross-channel/use-said-scope.ts";
import type { WayToConversation } from "../cross-channel/way-to-conversation.ts";
import type { ScheduledDeeds } from "../scheduling/scheduled-deeds.ts";
import { ScheduledReplies } from "../scheduling/scheduled-replies.tsx";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { useUnreadAfter } from "../unread/use-mark-read.ts";
import { useChannels } from "../use-world.ts";
import { buildTimeline } from "./build-timeline.ts";
import { rememberDays } from "./day-of.ts";
import { isWritten } from "./is-written.ts";
import { LocalMessages } from "./local-messages.tsx";
import type { MessageDeeds } from "./message.tsx";
import { Older, useOlder } from "./older-entries.tsx";
import classes from "./timeline.module.css";
import { TimelineEntry } from "./timeline-entry.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useAnnounced } from "./use-announced.ts";
import { useShowFound } from "./use-show-found.ts";
import { useSpokenChange } from "./use-spoken-change.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

type Props = {
  readonly view: ConversationView;
  /** Its entries, or with them those of the contact's other conversations (W89). */
  readonly shown: ShownThread;
  readonly way: WayToConversation;
  /** The message that a search found: shown first, instead of the end. */
  readonly foundId: MessageId | undefined;
  readonly local: readonly OutboxItem[];
  readonly showAudit: boolean;
  /** The message that is being answered (W86). */
  readonly answering: MessageId | null;
  readonly canReply: boolean;
  readonly canTag: boolean;
  readonly canMask: boolean;
  readonly privateDays: number | null;
  readonly moderatedOn: Platform | null;
  readonly deeds: Omit<MessageDeeds, "onShow">;
  /** Puts the text of a refused message back into the reply box. */
  readonly onEditLocal: (item: OutboxItem) => void;
  readonly scheduledDeeds: ScheduledDeeds;
};

/** What was said, from the contact's earlier conversations down to now. Older entries come as one scrolls up. */
export const Timeline = memo(function Timeline({
  view,
  shown,
  way,
  foundId,
  local,
  showAudit,
  answering,
  canReply,
  canTag,
  canMask,
  privateDays,
  moderatedOn,
  deeds,
  onEditLocal,
  scheduledDeeds,
}: Props): ReactNode {
  const { conversation } = view;
  const { t } = useWords();
  const dates = useDates();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const readSeq = useUnreadAfter(view);
  const dayKey = useMemo(() => rememberDays(dates.dayKey), [dates]);
  const items = useMemo(
    () =>
      buildTimeline(shown.entries, {
        conversationId: conversation.id,
        readSeq,
        showAudit,
        stretches: shown.stretches,
        dayKey,
      }),
    [shown.entries, shown.stretches, conversation.id, readSeq, showAudit, dayKey],
  );
  const sent = useMemo(() => new Set<string>(view.entries.map((entry) => entry.id)), [view.entries]);
  const waiting = local.filter((item) => !sent.has(item.body.id));
  const stick = useStickToEnd(
    scroller,
    content,
    mark,
    `${items.length} ${waiting.length} ${view.scheduled.length} ${shown.entries.at(-1)?.id ?? ""}`,
  );
  const unseen = useUnseen(shown.entries, stick.away);
  const announced = useAnnounced(shown.entries, shown.scope);
  const spoken = useSpokenChange(view);
  const saidScope = useSaidScope(shown.scope);
  const older = useOlder(shown, scroller, stick.holdPlace);
  useShowFound(shown, foundId);
  const onShow = useCallback((id: MessageId) => showMessage(id), []);
  const all = useMemo(() => ({ ...deeds, onShow }), [deeds, onShow]);
  useEffect(() => {
    if (waiting.length > 0) stick.toEnd();
  }, [waiting.length, stick.toEnd]);
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("conversations.thread")}
      >
        <div ref={content} className={classes.content}>
          <Older {...older} there={shown.more} />
          {shown.moreElsewhere && !shown.more && <p className={classes.elsewhere}>{t("contacts.moreElsewhere")}</p>}
          {items.map((item) => (
            <TimelineEntry
              key={item.key}
              item={item}
              mark={mark}
              answering={answering}
              canReply={canReply}
              canTag={canTag}
              canMask={canMask}
              privateDays={privateDays}
              moderatedOn={moderatedOn}
              deeds={all}
              way={way}
            />
          ))}
          <LocalMessages items={waiting} onEdit={onEditLocal} />
          <ScheduledReplies conversation={conversation} list={view.scheduled} deeds={scheduledDeeds} />
          <TypingLine id={conversation.id} contactName={conversation.contact.name} />
        </div>
      </div>
      <p className={classes.unseen} aria-live="polite">
        <NewMessage message={announced} shown={shown} />
      </p>
      <p className={classes.unseen} role="status">
        {spoken}
      </p>
      <p className={classes.unseen} role="status">
        {saidScope}
      </p>
      {stick.away && (
        <button type="button" className={classes.jump} data-new={unseen > 0 || undefined} onClick={stick.toEnd}>
          <IconArrowDown size={16} stroke={2} aria-hidden />
          {unseen > 0 ? t("conversations.countNewMessages", { count: unseen }) : t("conversations.toLatest")}
        </button>
      )}
    </div>
  );
});

/** Read out: who wrote, and on which channel where that is another one. */
function NewMessage({ message, shown }: { message: MessageView | undefined; shown: ShownThread }): ReactNode {
  const { t } = useWords();
  const channels = useChannels();
  if (message === undefined) return null;
  const said = { name: message.author.name, text: message.text.slice(0, 200) };
  if (message.about === "reaction") return t("post.reacted", { name: said.name, emoji: said.text });
  const stretch = shown.stretches?.get(message.conversationId);
  if (stretch?.elsewhere !== true) return t("conversations.newMessageFrom", said);
  const channel = channels.find((one) => one.id === stretch.channelId)?.name ?? t(`platforms.${stretch.platform}`);
  return t("allChannels.newMessageOn", { ...said, channel });
}

/** How many messages of the contact came while one was reading further up. */
function useUnseen(entries: readonly ThreadEntry[], away: boolean): number {
  const inbound = entries.filter(isWritten);
  const lastSeen = useRef<string>(undefined);
  if (!away || lastSeen.current === undefined) lastSeen.current = inbound.at(-1)?.id;
  const at = inbound.findIndex((entry) => entry.id === lastSeen.current);
  return away ? inbound.length - 1 - at : 0;
}

function showMessage(id: MessageId): void {
  const element = document.getElementById(`message-${id}`);
  element?.scrollIntoView({ block: "center", behavior: "smooth" });
  element?.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], { duration: 700, delay: 250 });
}
