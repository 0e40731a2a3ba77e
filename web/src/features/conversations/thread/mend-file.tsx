import type { AttachmentView } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { useAction } from "../../../ui/use-form.ts";

/** A file that could not be fetched is fetched once more, or given up (I8). The live feed shows what became of it. */
export function MendFile({ file: { id, name } }: { readonly file: AttachmentView }): ReactNode {
  const { t } = useWords();
  const toasts = useToasts();
  const words = useRefusalWords();
  /** What is refused is said; the file stays as it is. */
  const doing = async (route: typeof routes.retryFile, done?: string): Promise<void> => {
    try {
      await call(route, { params: { id } });
      if (done !== undefined) toasts.show({ message: done, tone: "good" });
    } catch (error) {
      toasts.show({ message: words(error), tone: "bad" });
    }
  };
  const retry = useAction(async () => await doing(routes.retryFile, t("stuck.fileRetried")));
  const discard = useAction(async () => await doing(routes.discardFile));
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
