import type { AutoResponderView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { DeleteAtEnd } from "../../ui/delete-at-end.tsx";
import { useResponderDeeds } from "./use-responders.ts";

type Props = { readonly responder: AutoResponderView; readonly onDone: () => void };

/** Says what follows it before it goes; and can be taken back. */
export function DeleteResponder({ responder, onDone }: Props): ReactNode {
  const { t } = useWords();
  const { remove } = useResponderDeeds();
  return (
    <DeleteAtEnd
      label={t("autoResponders.delete")}
      title={t("autoResponders.deleteTitle", { name: responder.name })}
      confirmLabel={t("ui.delete")}
      onConfirm={async () => {
        await remove(responder);
        onDone();
      }}
    >
      <p>{t("autoResponders.deleteText", { count: responder.channelIds.length })}</p>
    </DeleteAtEnd>
  );
}
