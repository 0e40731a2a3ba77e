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
import type { Density } from "./conversation-row.tsx";

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
  useCommand({
    id: "inbox.channels",
    label: t("conversations.activeChannels"),
    group,
    icon: IconMessages,
    run: () => open("channels"),
  });
  useCommand({
    id: "inbox.assignedTo",
    label: t("conversations.filterAssignedTo"),
    group,
    icon: IconUserCheck,
    when: filter.status !== "resolved",
    run: () => open("assignedTo"),
  });
  useCommand({ id: "inbox.filters", label: t("views.filters"), group, icon: IconFilter, run: () => open("filters") });
  useCommand({
    id: "inbox.sort",
    label: t("conversations.changeOrder"),
    group,
    icon: IconArrowsSort,
    search: `${t("conversations.oldestFirst")} ${t("conversations.newestFirst")}`,
    run: () => onFilter({ sort: filter.sort === "oldest" ? "newest" : "oldest" }),
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

function open(filter: FilterName): void {
  document.querySelector<HTMLElement>(`[data-filter="${filter}"]`)?.click();
}
