import type { AttachmentView } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useAction } from "../../../ui/use-form.ts";
import { useMendFile } from "./use-mend-file.ts";

/** Beside a file that could not be fetched: once more, or given up (I8). */
export function MendFile({ file: { id, name } }: { readonly file: AttachmentView }): ReactNode {
  const { t } = useWords();
  const mend = useMendFile();
  const retry = useAction(async () => await mend.retry(id));
  const discard = useAction(async () => await mend.discard(id));
  return (
    <>
      <ActionIcon
        size={28}
        variant="subtle"
        loading={retry.busy}
        aria-label={t("stuck.fileRetry", { name })}
        title={t("conversations.retry")}
        onClick={() => void retry.run()}
      >
        <IconRefresh size={16} stroke={1.8} />
      </ActionIcon>
      <ActionIcon
        size={28}
        variant="subtle"
        color="gray"
        loading={discard.busy}
        aria-label={t("stuck.fileDiscard", { name })}
        title={t("conversations.discardMessage")}
        onClick={() => void discard.run()}
      >
        <IconTrash size={16} stroke={1.8} />
      </ActionIcon>
    </>
  );
}
