import type { ConversationStatus } from "@guichet/contract";
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconCheck,
  IconFlame,
  IconHourglassLow,
  IconSortAscending,
  IconSortDescending,
  IconTargetArrow,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { QueueSort } from "../picture/queue-filter.ts";
import type { Density } from "./conversation-row.tsx";

type SortProps = {
  readonly sort: QueueSort;
  readonly status: ConversationStatus;
  readonly onChange: (sort: QueueSort) => void;
};
const SIGNS = {
  ...{ priority: IconFlame, oldest: IconSortAscending, newest: IconSortDescending },
  ...{ window: IconHourglassLow, sla: IconTargetArrow },
};

/** By priority, longest waiting or newest first, or by what is due next (W47, R78, W94); Resolved by time alone. */
export function SortButton({ sort, status, onChange }: SortProps): ReactNode {
  const { t } = useWords();
  const Sign = SIGNS[sort];
  const label = t("priority.order", { order: t(`priority.${sort}First`) });
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon size={28} title={label} aria-label={label}>
          <Sign size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {sortsOf(status).map((one) => (
          <Menu.RadioItem
            key={one}
            value={one}
            checked={one === sort}
            checkIcon={<IconCheck size={15} aria-hidden />}
            closeMenuOnClick
            onChange={() => onChange(one)}
          >
            {t(`priority.${one}First`)}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The orders of a queue, the usual one first. */
export function sortsOf(status: ConversationStatus): readonly QueueSort[] {
  if (status === "resolved") return ["oldest", "newest"];
  return [...(status === "new" ? (["priority"] as const) : []), "oldest", "newest", "window", "sla"];
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
