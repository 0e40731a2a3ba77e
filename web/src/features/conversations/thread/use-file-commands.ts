import type { AttachmentView, ConversationView } from "@guichet/contract";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useMendFile } from "./use-mend-file.ts";

/** Retry and Discard of the last file that could not be fetched (I8), by key and from the palette. */
export function useFileCommands(view: ConversationView, mayMend: boolean): void {
  const { t } = useWords();
  const mend = useMendFile();
  const file = mayMend ? findFailedFile(view) : undefined;
  const rest = { group: t("conversations.group"), when: file !== undefined };
  useCommand({
    id: "file.retry",
    label: t("stuck.retryFile"),
    icon: IconRefresh,
    ...rest,
    run: () => file && void mend.retry(file.id),
  });
  useCommand({
    id: "file.discard",
    label: t("stuck.discardFile"),
    icon: IconTrash,
    ...rest,
    run: () => file && void mend.discard(file.id),
  });
}

function findFailedFile({ entries }: Pick<ConversationView, "entries">): AttachmentView | undefined {
  return entries
    .flatMap((entry) => (entry.type === "message" ? entry.attachments : []))
    .findLast(({ state }) => state === "failed");
}
