import type { BulkActionView, ConversationStatus } from "@guichet/contract";
import { IconInfoCircle, IconPlayerStop, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import classes from "./bulk.module.css";
import { SkippedDialog } from "./skipped-dialog.tsx";
import type { BulkActions } from "./use-bulk-actions.ts";

type Props = { readonly action: BulkActionView; readonly queue: ConversationStatus; readonly actions: BulkActions };

/** How far a bulk action has come; afterwards, what was left and the way back (W51). */
export function BulkProgress({ action, queue, actions }: Props): ReactNode {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const { id, total, done, skipped } = action;
  const runs = action.state === "running";
  const worked = done + skipped;
  useCommand({
    id: "bulk.stop",
    label: t("bulk.stop"),
    group: t("bulk.selected"),
    icon: IconPlayerStop,
    when: runs,
    run: () => actions.cancel(id),
  });
  useCommand({
    id: "bulk.showLeft",
    label: t("bulk.showLeftCommand"),
    group: t("bulk.selected"),
    icon: IconInfoCircle,
    when: !runs && skipped > 0,
    run: () => setAsked(true),
  });
  const words = t(`bulk.${runs ? "running" : "done"}_${action.type}`, runs ? { worked, total } : { count: done });
  return (
    <section className={classes.bar} aria-label={t("bulk.progress")}>
      <div className={classes.line}>
        <strong className={classes.count}>{words}</strong>
        {runs ? (
          <button type="button" className={classes.whole} onClick={() => actions.cancel(id)}>
            {t("ui.cancel")}
          </button>
        ) : (
          <>
            {action.canUndo && (
              <button
                type="button"
                className={classes.whole}
                onClick={() => {
                  actions.dismiss(id);
                  actions.undo(id);
                }}
              >
                {t("ui.undo")}
              </button>
            )}
            <button
              type="button"
              className={classes.close}
              aria-label={t("ui.dismiss")}
              onClick={() => actions.dismiss(id)}
            >
              <IconX size={16} aria-hidden />
            </button>
          </>
        )}
      </div>
      {runs && <progress className={classes.progress} max={Math.max(1, total)} value={worked} aria-label={words} />}
      {action.state === "cancelled" && <p className={classes.note}>{t("bulk.cancelled", { count: total - worked })}</p>}
      {action.cut && <p className={classes.note}>{t("bulk.cut", { count: total })}</p>}
      {!runs && skipped > 0 && (
        <p className={classes.note} aria-live="polite">
          {t("bulk.left", { count: skipped })}{" "}
          <button type="button" className={classes.link} onClick={() => setAsked(true)}>
            {t("bulk.showLeft")}
          </button>
        </p>
      )}
      {asked && <SkippedDialog action={action} queue={queue} onClose={() => setAsked(false)} />}
    </section>
  );
}
