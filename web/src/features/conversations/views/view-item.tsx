import type { BoundedCount, QueueView } from "@guichet/contract";
import { IconBookmark, IconUsers } from "@tabler/icons-react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { formatCount, wordsOf } from "../queue/bounded-count.ts";
import classes from "./views.module.css";

type Props = {
  readonly view: QueueView;
  readonly href: string;
  readonly selected: boolean;
  readonly count: BoundedCount | undefined;
  readonly onOpen: () => void;
  /** Places up (−1) or down (1). */
  readonly onMove: (by: -1 | 1) => void;
  readonly onDragStart: () => void;
  readonly onDrop: () => void;
  readonly menu: ReactNode;
};

/** A view in the queue pane: a link with its count, dragged or moved with Shift and the arrows. */
export function ViewItem({ view, href, selected, count, onOpen, onMove, onDragStart, onDrop, menu }: Props): ReactNode {
  const { t, locale } = useWords();
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
  const move = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    if (by === undefined || !event.shiftKey) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <li
      className={classes.item}
      data-selected={selected || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", view.name);
        event.dataTransfer.effectAllowed = "move";
        onDragStart();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <a
        className={classes.link}
        href={href}
        data-view={view.id}
        aria-current={selected ? "page" : undefined}
        aria-keyshortcuts="Shift+ArrowUp Shift+ArrowDown"
        title={view.shared ? t("views.sharedBy", { name: view.ownerName }) : undefined}
        onClick={open}
        onKeyDown={move}
        draggable={false}
      >
        <span className={classes.sign} aria-hidden>
          {view.emoji ?? <IconBookmark size={15} stroke={1.8} />}
        </span>
        <bdi className={classes.name}>{view.name}</bdi>
        {view.shared && <IconUsers size={13} stroke={1.9} role="img" aria-label={t("views.shared")} />}
        {count && (
          <span className={classes.count} title={wordsOf(count, t)}>
            {formatCount(count, locale)}
          </span>
        )}
      </a>
      {menu}
    </li>
  );
}
