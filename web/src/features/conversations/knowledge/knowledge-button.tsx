import { ActionIcon } from "@mantine/core";
import { IconBook2 } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";

type Props = { readonly disabled: boolean; readonly onOpen: () => void };

/** Opens the finder where the caret is, for those who do not type a slash. */
export const KnowledgeButton = memo(function KnowledgeButton({ disabled, onOpen }: Props): ReactNode {
  const { t } = useWords();
  return (
    <ActionIcon
      size={32}
      disabled={disabled}
      aria-label={t("conversations.insertKnowledge")}
      title={t("conversations.insertKnowledge")}
      // The caret stays where it is.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onOpen}
    >
      <IconBook2 size={19} stroke={1.7} />
    </ActionIcon>
  );
});
