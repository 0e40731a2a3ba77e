import type { ConversationView, MessageView } from "@guichet/contract";
import { IconEyeOff } from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { isMaskable } from "./can-mask.ts";

/** In the palette: the message with the focus, else the contact's newest. No key: it cannot be taken back. */
export function useMaskCommand(view: ConversationView, canMask: boolean): void {
  const { t } = useWords();
  useCommand({
    id: "message.mask",
    label: t("conversations.mask"),
    group: t("conversations.group"),
    icon: IconEyeOff,
    when: canMask && findMaskable(view) !== undefined,
    run: () => {
      const message = findMaskable(view);
      if (message) document.getElementById(`mask-${message.id}`)?.click();
    },
  });
}

function findMaskable(view: ConversationView): MessageView | undefined {
  const focused = document.activeElement?.closest("article")?.id;
  const messages = view.entries.filter((entry): entry is MessageView => entry.type === "message" && isMaskable(entry));
  return (
    messages.find((message) => `message-${message.id}` === focused) ??
    messages.findLast((message) => message.conversationId === view.conversation.id)
  );
}
