import type { ConversationView } from "@guichet/contract";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { useOutbox } from "../sending/start-sending.ts";
import type { PaneDeeds } from "../use-pane-deeds.ts";
import { findStuck } from "./find-stuck.ts";

/** Retry and Discard of a message that did not go out, by key and from the palette (W96). */
export function useStuckCommands(view: ConversationView, deeds: Pick<PaneDeeds, "local" | "messages">): void {
  const { t } = useWords();
  const me = useMe().id;
  const { outbox } = useOutbox(view.conversation.id);
  const group = t("conversations.group");
  const mayReply = view.conversation.abilities.includes("reply");
  const find = (may: "canRetry" | "canDiscard") => {
    const focused = document.activeElement?.closest("article")?.id;
    return mayReply ? findStuck(view, deeds.local, may, Date.now(), me, focused) : undefined;
  };
  useCommand({
    id: "message.retry",
    label: t("conversations.retryFailed"),
    group,
    icon: IconRefresh,
    when: find("canRetry") !== undefined,
    run: () => {
      const stuck = find("canRetry");
      if (stuck?.type === "local") outbox?.retry(stuck.item.body.id);
      else if (stuck) deeds.messages.onRetry(stuck.message);
    },
  });
  useCommand({
    id: "message.discard",
    label: t("conversations.discardFailed"),
    group,
    icon: IconTrash,
    when: find("canDiscard") !== undefined,
    run: () => {
      const stuck = find("canDiscard");
      if (stuck?.type === "local") outbox?.drop(stuck.item.body.id);
      else if (stuck) deeds.messages.onDiscard(stuck.message);
    },
  });
}
