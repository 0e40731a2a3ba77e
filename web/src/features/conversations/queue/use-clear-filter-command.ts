import { IconFilterMinus } from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { FilterChange, QueueFilter } from "../picture/queue-filter.ts";
import { useFilterNames } from "./use-filter-names.ts";

/** What the queue is narrowed to, each to be taken away by itself, as with the chips above the list. */
export function useClearFilterCommand(filter: QueueFilter, onFilter: (change: FilterChange) => void): void {
  const { t } = useWords();
  const names = useFilterNames(filter);
  useCommand({
    id: "inbox.clearFilter",
    label: t("views.clearOneFilter"),
    group: t("conversations.queues"),
    icon: IconFilterMinus,
    when: names.length > 0,
    choices: () => names.map(({ key, label, without }) => ({ id: key, label, run: () => onFilter(without) })),
  });
}
