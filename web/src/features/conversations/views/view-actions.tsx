import type { QueueView } from "@guichet/contract";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useViewDeeds } from "./use-view-deeds.ts";
import { differs } from "./view-state.ts";
import classes from "./views.module.css";

type Props = {
  readonly view: QueueView | undefined;
  readonly filter: QueueFilter;
  /** Are there filters to save? */
  readonly filtered: boolean;
  readonly onOpen: (view: QueueView) => void;
  readonly onSaveAsNew: () => void;
};

/** Offers to keep what is on the screen: as a new view, or in the view it began with. */
export function ViewActions({ view, filter, filtered, onOpen, onSaveAsNew }: Props): ReactNode {
  const { t } = useWords();
  const deeds = useViewDeeds();
  const changed = view !== undefined && differs(view, filter);
  const hidden = view?.hiddenChannels ?? 0;
  if (!changed && hidden === 0 && (view !== undefined || !filtered)) return null;
  return (
    <div className={classes.actions}>
      {hidden > 0 && (
        <span className={classes.note}>
          <IconInfoCircle size={14} stroke={1.9} aria-hidden />
          {t("views.hiddenChannels", { count: hidden })}
        </span>
      )}
      {changed && <span className={classes.note}>{t("views.changed", { name: view.name })}</span>}
      {changed && view.mayChange && (
        <button type="button" onClick={() => deeds.saveChanges(view, filter)}>
          {t("views.saveChanges")}
        </button>
      )}
      {(changed || view === undefined) && (
        <button type="button" onClick={onSaveAsNew}>
          {t(view === undefined ? "views.saveAsView" : "views.saveAsNew")}
        </button>
      )}
      {changed && (
        <button type="button" onClick={() => onOpen(view)}>
          {t("views.back")}
        </button>
      )}
    </div>
  );
}
