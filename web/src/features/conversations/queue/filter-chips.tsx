import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { FilterChange, QueueFilter } from "../picture/queue-filter.ts";
import classes from "./filter.module.css";
import { type FilterName, useFilterNames } from "./use-filter-names.ts";

type Props = {
  readonly filter: QueueFilter;
  readonly onChange: (change: FilterChange) => void;
  readonly onClear: () => void;
};

/** What the queue is narrowed to, each to be taken away by itself, and all of it together. */
export function FilterChips({ filter, onChange, onClear }: Props): ReactNode {
  const { t } = useWords();
  const names = useFilterNames(filter);
  if (names.length === 0) return null;
  return (
    <section className={classes.chips} aria-label={t("views.activeFilters", { count: names.length })}>
      {names.map((one) => (
        <Chip key={one.key} name={one} onRemove={() => onChange(one.without)} />
      ))}
      <button type="button" className={classes.all} onClick={onClear}>
        {t("views.clearAll")}
      </button>
    </section>
  );
}

function Chip({ name, onRemove }: { readonly name: FilterName; readonly onRemove: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <span
      className={classes.chip}
      data-gone={name.gone || undefined}
      title={name.gone ? t("views.goneHint") : undefined}
    >
      {name.gone && <IconAlertTriangle size={13} stroke={2} role="img" aria-label={t("views.goneHint")} />}
      <span className={classes.chipName}>{name.label}</span>
      <button type="button" aria-label={t("conversations.removeFilter", { name: name.label })} onClick={onRemove}>
        <IconX size={12} stroke={2.4} />
      </button>
    </span>
  );
}
