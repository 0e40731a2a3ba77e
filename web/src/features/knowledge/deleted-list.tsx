import type { KnowledgeCollectionView, KnowledgeItemRow } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconBooks, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Records } from "../../ui/records.tsx";
import { ItemName } from "./item-list.tsx";
import classes from "./knowledge.module.css";
import { type Deleted, useBin } from "./use-bin.ts";

type Props = {
  readonly collections: readonly KnowledgeCollectionView[];
  readonly items: readonly KnowledgeItemRow[];
};
type Row = { readonly deleted: Deleted; readonly deletedAt: string | null; readonly name: ReactNode };

/** What was deleted in the last 30 days, each with its way back. */
export function DeletedList({ collections, items }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const bin = useBin();
  const rows: Row[] = [
    ...collections.map(({ id, name, deletedAt }) => ({
      deleted: { type: "collection" as const, id, name },
      deletedAt,
      name: <CollectionName name={name} />,
    })),
    ...items.map((item) => ({
      deleted: { type: "item" as const, id: item.id, name: item.title },
      deletedAt: item.deletedAt,
      name: <ItemName item={item} />,
    })),
  ];
  if (rows.length === 0) {
    return (
      <EmptyState icon={IconTrash} title={t("knowledge.deletedEmpty")}>
        {t("knowledge.deletedEmptyText")}
      </EmptyState>
    );
  }
  return (
    <Records
      label={t("knowledge.tabDeleted")}
      rows={rows}
      keyOf={({ deleted }) => deleted.id}
      columns={[
        { key: "name", label: t("knowledge.name"), cell: ({ name }) => name },
        { key: "at", label: t("knowledge.deletedAt"), cell: ({ deletedAt }) => deletedAt && dates.ago(deletedAt) },
        {
          key: "restore",
          label: "",
          cell: ({ deleted }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={15} aria-hidden />}
              aria-label={t("knowledge.restoreName", { name: deleted.name })}
              onClick={() => void bin.restore(deleted)}
            >
              {t("knowledge.restore")}
            </Button>
          ),
        },
      ]}
    />
  );
}

function CollectionName({ name }: { readonly name: string }): ReactNode {
  const { t } = useWords();
  return (
    <span className={classes.who}>
      <IconBooks size={20} stroke={1.6} className={classes.sign} aria-label={t("knowledge.collection")} />
      <bdi className={classes.name}>{name}</bdi>
    </span>
  );
}
