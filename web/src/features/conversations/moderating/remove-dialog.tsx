import type { MessageView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import type { Moderate } from "./use-moderate.ts";

type Props = { readonly message: MessageView; readonly moderate: Moderate; readonly onClose: () => void };

/** Asks before something goes from the network for good. */
export function RemoveDialog({ message, moderate, onClose }: Props): ReactNode {
  const { t } = useWords();
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("moderating.removeTitle")}
      confirmLabel={t("moderating.delete")}
      danger
      onConfirm={async () => await moderate.now(message, "delete")}
    >
      <p>{t("moderating.removeText")}</p>
    </ConfirmDialog>
  );
}
