import type { ConversationId } from "@guichet/contract";
import { IconDots, IconExternalLink } from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { openInNewTab } from "./use-do-deed.ts";

type Doors = {
  /** The conversation that is open, or the row one stands on. */
  readonly id: ConversationId | null;
  readonly hrefOf: (id: ConversationId) => string;
  /** Left out where a conversation is open: what can be done with it stands there. */
  readonly onMenu: ((id: ConversationId) => void) | undefined;
};

export function useRowMenuCommands({ id, hrefOf, onMenu }: Doors): void {
  const { t } = useWords();
  const group = t("conversations.group");
  useCommand({
    id: "conversation.rowMenu",
    label: t("rowMenu.command"),
    group,
    icon: IconDots,
    when: id !== null && onMenu !== undefined,
    run: () => id !== null && onMenu?.(id),
  });
  useCommand({
    id: "conversation.newTab",
    label: t("rowMenu.newTab"),
    group,
    icon: IconExternalLink,
    when: id !== null,
    run: () => id !== null && openInNewTab(hrefOf(id)),
  });
}
