import type { ConversationRow } from "@guichet/contract";
import { IconRobot } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWords } from "../../locales/use-words.ts";
import type { Choice } from "../../ui/commands.tsx";
import { listAssignees } from "./list-assignees.ts";
import { listVirtualAgents } from "./list-virtual-agents.ts";
import type { PaneDeeds } from "./use-pane-deeds.ts";

const ASK_AFTER = 900;

/**
 * Who the conversation can be given to, people and then virtual agents as in the assignment menu. Asked for shortly after
 * it was opened, so that the palette has it at once.
 */
export function useAssignChoices(
  row: ConversationRow,
  enabled: boolean,
  { onAssign, onDelegate }: Pick<PaneDeeds["header"], "onAssign" | "onDelegate">,
): () => readonly Choice[] {
  const { t } = useWords();
  const cache = useQueryClient();
  const { id } = row;
  useEffect(() => {
    if (!enabled) return;
    const timer = setTimeout(() => {
      void cache.prefetchQuery(listAssignees(id));
      void cache.prefetchQuery(listVirtualAgents(id));
    }, ASK_AFTER);
    return () => clearTimeout(timer);
  }, [cache, id, enabled]);
  return () => {
    const people = cache.getQueryData(listAssignees(id).queryKey) ?? [];
    const agents = cache.getQueryData(listVirtualAgents(id).queryKey) ?? [];
    return [
      { id: "nobody", label: t("conversations.unassigned"), run: () => onAssign(null) },
      ...people.map((one) => ({
        id: one.id,
        label: one.name,
        hint: [one.awayState?.name ?? t(`ui.${one.presence}`), one.room && t("room.fullness", one.room)]
          .filter(Boolean)
          .join(", "),
        run: () => onAssign(one),
      })),
      ...agents.map((one) => ({
        id: one.id,
        label: one.name,
        hint: t("virtualAgents.mark"),
        icon: IconRobot,
        run: () => onDelegate(one),
      })),
    ];
  };
}
