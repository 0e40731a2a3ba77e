import { ActionIcon } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";

/** In the foot of the reply box, where the channel has templates. */
export function TemplateButton({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <ActionIcon
      size={32}
      aria-label={t("replyBox.useTemplate")}
      aria-haspopup="dialog"
      title={t("replyBox.useTemplate")}
      onClick={onOpen}
    >
      <IconTemplate size={19} stroke={1.7} />
    </ActionIcon>
  );
}
