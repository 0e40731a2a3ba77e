import type { ConversationRow } from "@guichet/contract";
import { IconAlertTriangle, IconLock, IconMessageDots } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import classes from "./conversation-row.module.css";

type Props = {
  readonly row: ConversationRow;
  readonly topicNames: ReadonlyMap<string, string>;
  readonly channelName: string;
};
const TOPICS_SHOWN = 2;

/** The third line of a row: channel, topics, whose it is. */
export function RowFoot({ row, topicNames, channelName }: Props): ReactNode {
  const { t } = useWords();
  const topics = row.topicIds.flatMap((id) => topicNames.get(id) ?? []);
  const more = topics.length - TOPICS_SHOWN;
  return (
    <span className={classes.foot}>
      <span className={classes.channel}>{channelName}</span>
      {topics.slice(0, TOPICS_SHOWN).map((topic) => (
        <span key={topic} className={classes.topic}>
          {topic}
        </span>
      ))}
      {more > 0 && <span className={classes.topic}>+{more}</span>}
      <span className={classes.gap} />
      {row.assignee && (
        <span className={classes.assignee} title={t("conversations.assignedToName", { name: row.assignee.name })}>
          <Avatar name={row.assignee.name} size={18} />
          <span className={classes.unseen}>{t("conversations.assignedToName", { name: row.assignee.name })}</span>
        </span>
      )}
    </span>
  );
}

type MarksProps = {
  readonly row: ConversationRow;
  readonly failed: boolean;
  readonly comment: boolean;
  readonly mine: boolean;
};

/** Signs in front of the preview: failed, locked, a comment. Each has words for those who do not see it. */
export function RowMarks({ row, failed, comment, mine }: MarksProps): ReactNode {
  const { t } = useWords();
  const lockedBy = row.lock === null ? "" : t("conversations.lockedBy", { name: row.lock.name });
  return (
    <>
      {failed && (
        <IconAlertTriangle
          size={14}
          className={classes.failed}
          role="img"
          aria-label={t("conversations.deliveryFailed")}
        />
      )}
      {row.lock && !mine && (
        <span className={classes.lock} title={lockedBy}>
          <IconLock size={13} stroke={2} aria-hidden />
          <span className={classes.lockName}>{row.lock.name.split(" ")[0]}</span>
          <span className={classes.unseen}>{lockedBy}</span>
        </span>
      )}
      {comment && (
        <IconMessageDots
          size={14}
          className={classes.comment}
          role="img"
          aria-label={t("conversations.internalComment")}
        />
      )}
    </>
  );
}
