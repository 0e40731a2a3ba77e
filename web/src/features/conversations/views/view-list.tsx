import type { QueueView, QueueViewId } from "@guichet/contract";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { usePreference } from "../../../api/preference.ts";
import { useWords } from "../../../locales/use-words.ts";
import { moveTo } from "../../../ui/own-order.ts";
import { useIsPhone } from "../../../ui/use-is-phone.ts";
import { useViewDeeds } from "./use-view-deeds.ts";
import { useViewCounts, type Views } from "./use-views.ts";
import { ViewItem } from "./view-item.tsx";
import { ViewItemMenu } from "./view-menu.tsx";
import classes from "./views.module.css";

type Props = Views & {
  readonly selectedId: QueueViewId | null;
  readonly onOpen: (view: QueueView) => void;
  readonly hrefOf: (view: QueueView) => string;
  readonly onRename: (view: QueueView) => void;
  /** The view one stands in is gone. */
  readonly onLeave: () => void;
};

/**
 * The saved views, in the person's own order. Nothing where there are none: the filters offer to save one. On a phone the list
 * is open only while one chooses: the room belongs to the conversations.
 */
export function ViewList(props: Props): ReactNode {
  const { views, selectedId } = props;
  const { t } = useWords();
  const phone = useIsPhone();
  const [kept, keep] = usePreference("inbox.viewsFolded", false);
  const [choosing, setChoosing] = useState(false);
  const heading = useRef<HTMLButtonElement>(null);
  const folded = phone ? !choosing : kept;
  if (views.length === 0) return null;
  const selected = views.find((view) => view.id === selectedId);
  const open = (view: QueueView): void => {
    // The link that was pressed goes with the list.
    if (phone) heading.current?.focus();
    setChoosing(false);
    props.onOpen(view);
  };
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <nav className={classes.views} aria-label={t("views.title")}>
      <button
        ref={heading}
        type="button"
        className={classes.heading}
        aria-expanded={!folded}
        onClick={() => (phone ? setChoosing(folded) : keep(!folded))}
      >
        <Chevron size={13} stroke={2.2} aria-hidden />
        {t("views.title")}
        {folded && selected && (
          <bdi className={classes.current}>
            {selected.emoji} {selected.name}
          </bdi>
        )}
      </button>
      {!folded && <Items {...props} onOpen={open} />}
    </nav>
  );
}

function Items({ views, mayShare, keepOrder, selectedId, onOpen, hrefOf, onRename, onLeave }: Props): ReactNode {
  const { t } = useWords();
  const deeds = useViewDeeds();
  const counts = useViewCounts(views.length > 0);
  const dragged = useRef<QueueViewId>(undefined);
  const [told, tell] = useState("");
  const move = (view: QueueView, place: number): void => {
    if (place < 0 || place >= views.length) return;
    keepOrder(moveTo(views, view.id, place));
    tell(t("views.moved", { name: view.name, place: place + 1, all: views.length }));
  };
  const drop = (place: number): void => {
    const view = views.find((one) => one.id === dragged.current);
    dragged.current = undefined;
    if (view) move(view, place);
  };
  return (
    <>
      <ul className={classes.list}>
        {views.map((view, place) => (
          <ViewItem
            key={view.id}
            view={view}
            href={hrefOf(view)}
            selected={view.id === selectedId}
            count={counts.get(view.id)}
            onOpen={() => onOpen(view)}
            onMove={(by) => move(view, place + by)}
            onDragStart={() => {
              dragged.current = view.id;
            }}
            onDrop={() => drop(place)}
            menu={
              <ViewItemMenu
                view={view}
                mayShare={mayShare}
                onUp={place === 0 ? undefined : () => move(view, place - 1)}
                onDown={place === views.length - 1 ? undefined : () => move(view, place + 1)}
                onRename={() => onRename(view)}
                onShare={(shared) => deeds.share(view, shared)}
                onRemove={() => {
                  if (view.id === selectedId) onLeave();
                  deeds.remove(view);
                }}
              />
            }
          />
        ))}
      </ul>
      <span className={classes.unseen} aria-live="polite">
        {told}
      </span>
    </>
  );
}
