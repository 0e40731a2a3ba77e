import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import type { Label, LabelKind } from "./label-kind.ts";
import classes from "./labels.module.css";

type Props = {
  readonly kind: LabelKind;
  readonly labels: readonly Label[];
  readonly onRestore: (label: Label) => void;
};

/** What was deleted, with the way back. */
export function DeletedLabels({ kind, labels, onRestore }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <details className={classes.deleted}>
      <summary>
        {t(`${kind}.deletedTitle`)} ({labels.length})
      </summary>
      <p className={classes.description}>{t(`${kind}.deletedText`)}</p>
      <ul>
        {labels.map((label) => (
          <li key={label.id}>
            <span className={classes.gone}>{label.name}</span>
            <span className={classes.description}>
              {label.deletedAt && t(`${kind}.deletedAt`, { date: dates.format(label.deletedAt, "date") })}
            </span>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              aria-label={t(`${kind}.restoreOf`, { name: label.name })}
              onClick={() => onRestore(label)}
            >
              {t(`${kind}.restore`)}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
