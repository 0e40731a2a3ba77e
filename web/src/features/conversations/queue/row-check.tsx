import type { ConversationRow } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./row-check.module.css";

type Props = {
  readonly row: ConversationRow;
  readonly checked: boolean;
  readonly onCheck: (row: ConversationRow, range: boolean) => void;
};

/** In the place of the picture, under the pointer or the focus, and on all rows once one is selected. `X` from the keyboard. */
export function RowCheck({ row, checked, onCheck }: Props): ReactNode {
  const { t } = useWords();
  return (
    <label className={classes.check} data-row-check>
      <input
        type="checkbox"
        className={classes.box}
        tabIndex={-1}
        checked={checked}
        aria-label={t("bulk.select", { name: row.contact.name })}
        title={`${t("bulk.select", { name: row.contact.name })} (X)`}
        onChange={(event) => onCheck(row, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      />
    </label>
  );
}
