import type { KnowledgeCollectionView } from "@guichet/contract";
import { Radio, Select, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useBin } from "./use-bin.ts";

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly collection: KnowledgeCollectionView;
  readonly others: readonly KnowledgeCollectionView[];
  readonly onDeleted: () => void;
};

/** What becomes of the items is asked; either way it can be taken back. */
export function DeleteCollectionDialog({ opened, onClose, collection, others, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const bin = useBin();
  const [move, setMove] = useState(false);
  const [target, setTarget] = useState<string | null>(others[0]?.id ?? null);
  const wanted = others.find(({ id }) => id === target);
  const remove = async (): Promise<void> => {
    const moveItemsTo = move ? (wanted?.id ?? null) : null;
    await call(routes.deleteKnowledgeCollection, { params: { id: collection.id }, body: { moveItemsTo } });
    onDeleted();
    bin.tell({ type: "collection", id: collection.id, name: collection.name });
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("knowledge.deleteCollectionTitle", { name: collection.name })}
      confirmLabel={t("knowledge.deleteCollection")}
      danger
      onConfirm={remove}
    >
      {collection.itemCount === 0 || others.length === 0 ? (
        t("knowledge.deleteCollectionText")
      ) : (
        <Stack gap={14}>
          <Radio.Group
            label={t("knowledge.whatOfItems")}
            value={move ? "move" : "delete"}
            onChange={(value) => setMove(value === "move")}
          >
            <Stack gap={8} mt={8}>
              <Radio value="delete" label={t("knowledge.deleteItems")} />
              <Radio value="move" label={t("knowledge.moveItems")} />
            </Stack>
          </Radio.Group>
          {move && (
            <Select
              label={t("knowledge.moveTo")}
              value={target}
              onChange={setTarget}
              allowDeselect={false}
              data={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Stack>
      )}
    </ConfirmDialog>
  );
}
