import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconSortAscending,
  IconSortDescending,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { QueueSort } from "../picture/queue-filter.ts";
import type { Density } from "./conversation-row.tsx";

type SortProps = { readonly sort: QueueSort; readonly onChange: (sort: QueueSort) => void };

/** Longest waiting first, or newest first (W47). */
export function SortButton({ sort, onChange }: SortProps): ReactNode {
  const { t } = useWords();
  const label = t(sort === "oldest" ? "conversations.oldestFirst" : "conversations.newestFirst");
  const Sign = sort === "oldest" ? IconSortAscending : IconSortDescending;
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} onClick={() => onChange(sort === "oldest" ? "newest" : "oldest")}>
        <Sign size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

type DensityProps = { readonly density: Density; readonly onChange: (density: Density) => void };

/** Three lines a row, or two. */
export function DensityButton({ density, onChange }: DensityProps): ReactNode {
  const { t } = useWords();
  const other = density === "comfortable" ? "compact" : "comfortable";
  const label = t(`conversations.density_${other}`);
  const Sign = density === "comfortable" ? IconBaselineDensitySmall : IconBaselineDensityMedium;
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} onClick={() => onChange(other)}>
        <Sign size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
