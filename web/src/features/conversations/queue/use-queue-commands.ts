import {
  IconArrowsSort,
  IconBaselineDensityMedium,
  IconFilter,
  IconMessages,
  IconUserCheck,
} from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { FilterChange, QueueFilter } from "../picture/queue-filter.ts";
import { useQueueOptions } from "../use-world.ts";
import type { Density } from "./conversation-row.tsx";
import { sortsOf } from "./list-options.tsx";
import { useClearFilterCommand } from "./use-clear-filter-command.ts";

type Doors = {
  readonly filter: QueueFilter;
  readonly onFilter: (change: FilterChange) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
};
export type FilterName = "channels" | "assignedTo" | "filters";

/** What stands above the list, in the palette: it opens the same choices. */
export function useQueueCommands({ filter, onFilter, density, onDensity }: Doors): void {
  const { t } = useWords();
  const group = t("conversations.queues");
  const options = useQueueOptions();
  useCommand({
    id: "inbox.channels",
    label: t("conversations.activeChannels"),
    group,
    icon: IconMessages,
    when: options.channelsFilter,
    run: () => open("channels"),
  });
  useCommand({
    id: "inbox.assignedTo",
    label: t("conversations.filterAssignedTo"),
    group,
    icon: IconUserCheck,
    when: options.filters && filter.status !== "resolved",
    run: () => open("assignedTo"),
  });
  useCommand({
    id: "inbox.filters",
    label: t("views.filters"),
    group,
    icon: IconFilter,
    when: options.filters,
    run: () => open("filters"),
  });
  useClearFilterCommand(filter, onFilter);
  useCommand({
    id: "inbox.sort",
    label: t("conversations.changeOrder"),
    group,
    icon: IconArrowsSort,
    search: sortsOf(filter.status)
      .map((sort) => t(`priority.${sort}First`))
      .join(" "),
    when: options.order === null,
    run: () => onFilter({ sort: nextSort(filter) }),
  });
  useCommand({
    id: "inbox.density",
    label: t("conversations.changeDensity"),
    group,
    icon: IconBaselineDensityMedium,
    search: `${t("conversations.density_compact")} ${t("conversations.density_comfortable")}`,
    run: () => onDensity(density === "compact" ? "comfortable" : "compact"),
  });
}

function nextSort({ sort, status }: QueueFilter): QueueFilter["sort"] {
  const sorts = sortsOf(status);
  return sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? sort;
}

function open(filter: FilterName): void {
  document.querySelector<HTMLElement>(`[data-filter="${filter}"]`)?.click();
}
