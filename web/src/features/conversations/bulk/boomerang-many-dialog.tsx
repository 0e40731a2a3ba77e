import type { BulkWish } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import time from "../time/boomerang.module.css";
import { WhenFields } from "../time/when-fields.tsx";
import { pendingHoursOf } from "./pending-hours.ts";
import type { Selection } from "./use-selection.ts";

type Props = {
  readonly selection: Selection;
  readonly count: number;
  readonly onClose: () => void;
  readonly onWish: (wish: BulkWish) => void;
};

/** When all of them come back to New, with one note; or what is set is cancelled (W62, W64). */
export function BoomerangManyDialog({ selection, count, onClose, onWish }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const world = useQuery(queries.bootstrap()).data;
  const [now] = useState(() => Date.now());
  const [note, setNote] = useState("");
  return (
    <Dialog opened onClose={onClose} title={t("bulk.boomerangTitle", { count })} size={440}>
      <div className={time.form}>
        <p className={time.hint}>{t("bulk.boomerangHint")}</p>
        <WhenFields
          note={note}
          onNote={setNote}
          now={now}
          pendingHours={pendingHoursOf(world, selection)}
          resolvedFirst={(span) => t("bulk.resolvedFirst", { time: span })}
          onChoose={(when) => onWish({ type: "boomerang", when })}
        />
        {canCancel(selection) && (
          <Button variant="default" onClick={() => onWish({ type: "cancelBoomerang" })}>
            {t("bulk.cancelBoomerang")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Some of them come back by themselves; in a whole view, some may. */
export function canCancel({ rows, whole }: Pick<Selection, "rows" | "whole">): boolean {
  return whole || rows.some((row) => row.boomerang !== null);
}
