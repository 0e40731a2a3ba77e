import type { MessageId, Platform } from "@guichet/contract";
import type { ReactNode, RefObject } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { StretchHead } from "../cross-channel/stretch-head.tsx";
import type { WayToConversation } from "../cross-channel/way-to-conversation.ts";
import { AuditLines } from "./audit-lines.tsx";
import type { TimelineItem } from "./build-timeline.ts";
import { Message, type MessageDeeds } from "./message.tsx";
import { ReactionLine } from "./reaction-line.tsx";
import classes from "./timeline.module.css";

type ItemProps = {
  readonly item: TimelineItem;
  readonly mark: RefObject<HTMLDivElement | null>;
  readonly answering: MessageId | null;
  readonly canReply: boolean;
  readonly canTag: boolean;
  readonly canMask: boolean;
  readonly privateDays: number | null;
  readonly moderatedOn: Platform | null;
  readonly deeds: MessageDeeds;
  readonly way: WayToConversation;
};

/** Of another conversation: whatever one does about it, one does there. */
const ONLY_READ = {
  canReply: false,
  canTag: false,
  canMask: false,
  privateDays: null,
  moderatedOn: null,
  elsewhere: true,
};

/** One thing in the thread: a message, a separator, a line of the audit trail. */
export function TimelineEntry(props: ItemProps): ReactNode {
  const { item, mark, answering, canReply, canTag, canMask, privateDays, moderatedOn, deeds, way } = props;
  const { t } = useWords();
  const dates = useDates();
  switch (item.type) {
    case "day":
      return <div className={classes.day}>{dates.format(item.at, "weekday")}</div>;
    case "conversation":
      if (item.stretch !== undefined)
        return <StretchHead stretch={item.stretch} current={item.current} at={item.at} way={way} />;
      return (
        <div className={classes.conversation}>
          {t(item.current ? "conversations.thisConversation" : "conversations.anotherConversation", {
            date: dates.format(item.at, "date"),
          })}
        </div>
      );
    case "unread":
      return (
        <div ref={mark} className={classes.unread}>
          {t("conversations.unreadMark")}
        </div>
      );
    case "audits":
      return <AuditLines entries={item.entries} />;
    case "message": {
      const { message } = item;
      if (message.about === "reaction") return <ReactionLine message={message} onShow={deeds.onShow} />;
      const answered = message.id === answering;
      const may = item.elsewhere ? ONLY_READ : { canReply, canTag, canMask, privateDays, moderatedOn };
      return <Message message={message} first={item.first} answered={answered} {...may} deeds={deeds} />;
    }
  }
}
