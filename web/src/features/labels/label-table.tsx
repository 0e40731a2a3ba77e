import { ActionIcon } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";
import type { Label, LabelKind } from "./label-kind.ts";
import classes from "./labels.module.css";

type Props = {
  readonly kind: LabelKind;
  readonly labels: readonly Label[];
  readonly onEdit: (label: Label) => void;
  readonly onDelete: (label: Label) => void;
};

export function LabelTable({ kind, labels, onEdit, onDelete }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <Records
      label={t(`${kind}.title`)}
      rows={labels}
      keyOf={(label) => label.id}
      columns={[
        {
          key: "name",
          label: t(`${kind}.name`),
          cell: (label) => (
            <button type="button" className={classes.name} onClick={() => onEdit(label)}>
              <strong>{label.name}</strong>
              {label.description && <span className={classes.description}>{label.description}</span>}
            </button>
          ),
        },
        {
          key: "created",
          label: t(`${kind}.created`),
          secondary: true,
          cell: (label) => dates.format(label.createdAt, "date"),
        },
        {
          key: "actions",
          label: "",
          cell: (label) => (
            <span className={classes.actions}>
              <ActionIcon size={32} aria-label={t(`${kind}.edit`, { name: label.name })} onClick={() => onEdit(label)}>
                <IconPencil size={17} stroke={1.7} />
              </ActionIcon>
              <ActionIcon
                size={32}
                aria-label={t(`${kind}.delete`, { name: label.name })}
                onClick={() => onDelete(label)}
              >
                <IconTrash size={17} stroke={1.7} />
              </ActionIcon>
            </span>
          ),
        },
      ]}
    />
  );
}
