import { Button } from "@mantine/core";
import { IconArchive, IconClockPause, IconFilterOff, IconMoodSmile } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { activeParts, type QueueFilter } from "../picture/queue-filter.ts";

const ICONS = { new: IconMoodSmile, pending: IconClockPause, resolved: IconArchive };

/** Why the list is empty, and what to do. */
export function EmptyQueue({
  filter,
  onClear,
}: {
  readonly filter: QueueFilter;
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useWords();
  const filtered = activeParts(filter).length > 0;
  if (filtered) {
    const action = (
      <Button variant="default" size="xs" onClick={onClear}>
        {t("conversations.clearFilters")}
      </Button>
    );
    return (
      <EmptyState icon={IconFilterOff} title={t("conversations.emptyFiltered")} action={action}>
        {t(filter.channels?.length === 0 ? "conversations.emptyNoChannel" : "conversations.emptyFilteredText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ICONS[filter.status]} title={t(`conversations.empty_${filter.status}`)}>
      {t(`conversations.emptyText_${filter.status}`)}
    </EmptyState>
  );
}
