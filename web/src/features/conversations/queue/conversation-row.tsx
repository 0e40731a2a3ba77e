import type { ConversationRow } from "@guichet/contract";
import { IconStarFilled } from "@tabler/icons-react";
import { type MouseEvent, memo, type ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { PlatformIcon } from "../platform-icon.tsx";
import { SlaMark } from "../sla/sla-mark.tsx";
import type { ConversationActions } from "../use-conversation-actions.ts";
import classes from "./conversation-row.module.css";
import { displayName, previewOf } from "./preview.ts";
import { QuickActions } from "./quick-actions.tsx";
import { RowCheck } from "./row-check.tsx";
import { RowFoot, RowMarks, VisibilityMark } from "./row-marks.tsx";
import { WaitingMark } from "./waiting-mark.tsx";

/** `byKey`: the focus goes along into the conversation. */
export type OpenRow = (row: ConversationRow, byKey: boolean) => void;
export type Density = "comfortable" | "compact";
type Props = {
  readonly row: ConversationRow;
  readonly href: string;
  readonly selected: boolean;
  /** Has the list's one tab stop. */
  readonly current: boolean;
  readonly unread: boolean;
  readonly draft: boolean;
  /** Selected for a bulk action; `choosing`: some row is. */
  readonly checked: boolean;
  readonly choosing: boolean;
  readonly density: Density;
  readonly channelName: string;
  readonly windowHours: number | null;
  readonly topicNames: ReadonlyMap<string, string>;
  readonly tagNames: ReadonlyMap<string, string>;
  readonly actions: ConversationActions;
  readonly onOpen: OpenRow;
  readonly onCheck: (row: ConversationRow, range: boolean) => void;
  readonly onAhead: (row: ConversationRow) => void;
};

/** One conversation in the queue. Drawn again only when it changed itself. */
export const ConversationRowItem = memo(function ConversationRowItem(props: Props): ReactNode {
  const { row, selected, unread, draft, density, channelName, topicNames, tagNames } = props;
  const { t } = useWords();
  const me = useMe();
  const preview = previewOf(row, displayName(me), t);
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    // A click without a pointer is the Enter key.
    props.onOpen(row, event.detail === 0);
  };
  return (
    <div
      className={classes.row}
      data-selected={selected || undefined}
      data-unread={unread || undefined}
      data-density={density}
      data-checked={props.checked || undefined}
      data-choosing={props.choosing || undefined}
    >
      <RowCheck row={row} checked={props.checked} onCheck={props.onCheck} />
      <a
        className={classes.link}
        href={props.href}
        data-row={row.id}
        tabIndex={props.current ? 0 : -1}
        aria-current={selected ? "true" : undefined}
        onClick={open}
        onPointerEnter={() => props.onAhead(row)}
        draggable={false}
      >
        <span className={classes.face}>
          <Avatar
            name={row.contact.name}
            photo={row.contact.photo}
            size={density === "compact" ? 30 : 38}
            badge={<PlatformIcon platform={row.platform} badge />}
          />
        </span>
        <span className={classes.body}>
          <span className={classes.head}>
            {unread && <span className={classes.unseen}>{t("conversations.unread")}</span>}
            <bdi className={classes.name}>{row.contact.name}</bdi>
            {row.contact.vip && (
              <IconStarFilled size={12} className={classes.vip} role="img" aria-label={t("conversations.vip")} />
            )}
            <SlaMark row={row} />
            <WaitingMark row={row} />
          </span>
          <span className={classes.preview}>
            {density === "compact" && <VisibilityMark row={row} />}
            {draft && <span className={classes.draft}>{t("conversations.draft")}</span>}
            <RowMarks
              row={row}
              windowHours={props.windowHours}
              failed={preview.failed}
              comment={preview.comment}
              mine={row.lock?.id === me.id}
            />
            {preview.sender && <span className={classes.sender}>{preview.sender}:</span>}
            <bdi className={classes.text}>{preview.text}</bdi>
          </span>
          {density === "comfortable" && (
            <RowFoot row={row} topicNames={topicNames} tagNames={tagNames} channelName={channelName} />
          )}
        </span>
      </a>
      <QuickActions row={row} actions={props.actions} />
    </div>
  );
});
