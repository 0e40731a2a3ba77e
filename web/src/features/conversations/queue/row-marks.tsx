import type { ConversationRow } from "@guichet/contract";
import { IconAlertTriangle, IconLock, IconMessageCircle, IconMessageDots, IconWorld } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { BoomerangMark } from "../time/boomerang-mark.tsx";
import { WindowMark } from "../window/window-mark.tsx";
import classes from "./conversation-row.module.css";
import { PriorityMark } from "./priority-mark.tsx";

type Props = {
  readonly row: ConversationRow;
  readonly topicNames: ReadonlyMap<string, string>;
  readonly tagNames: ReadonlyMap<string, string>;
  readonly channelName: string;
};
const LABELS_SHOWN = 2;

/** The third line of a row: channel, topics and tags, whose it is. */
export function RowFoot({ row, topicNames, tagNames, channelName }: Props): ReactNode {
  const { t } = useWords();
  const topics = row.topicIds.flatMap((id) => topicNames.get(id) ?? []);
  const tags = row.tagIds.flatMap((id) => tagNames.get(id) ?? []);
  const labels = [
    ...topics.map((name) => ({ key: `t ${name}`, name, tag: false })),
    ...tags.map((name) => ({ key: `g ${name}`, name, tag: true })),
  ];
  const more = labels.slice(LABELS_SHOWN);
  return (
    <span className={classes.foot}>
      <VisibilityMark row={row} />
      <span className={classes.channel}>{channelName}</span>
      {labels.slice(0, LABELS_SHOWN).map(({ key, name, tag }) => (
        <span key={key} className={classes.topic} data-tag={tag || undefined}>
          {tag && "#"}
          {name}
        </span>
      ))}
      {more.length > 0 && (
        <span className={classes.moreLabels} title={more.map(({ name }) => name).join(", ")}>
          +{more.length}
        </span>
      )}
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

/** Seen by everybody, or by the contact alone. */
export function VisibilityMark({ row }: { readonly row: ConversationRow }): ReactNode {
  const { t } = useWords();
  const isPublic = row.visibility === "public";
  const Sign = isPublic ? IconWorld : IconMessageCircle;
  const words = t(isPublic ? "conversations.public" : "conversations.private");
  return (
    <span className={classes.visibility} data-visibility={row.visibility} title={words}>
      <Sign size={13} stroke={1.8} aria-hidden />
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}

type MarksProps = {
  readonly row: ConversationRow;
  /** So long after the contact's last message the platform takes replies; null: at any time. */
  readonly windowHours: number | null;
  readonly failed: boolean;
  readonly comment: boolean;
  readonly mine: boolean;
};

/** Signs in front of the preview: failed, locked, a comment. Each has words for those who do not see it. */
export function RowMarks({ row, windowHours, failed, comment, mine }: MarksProps): ReactNode {
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
      <PriorityMark row={row} />
      <WindowMark row={row} hours={windowHours} />
      <BoomerangMark row={row} />
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
