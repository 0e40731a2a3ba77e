import type { ConversationId } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FoldButton } from "../../../ui/fold-button.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { AssignedToFilter } from "./assigned-to-filter.tsx";
import { ChannelSelector } from "./channel-selector.tsx";
import { ConversationList } from "./conversation-list.tsx";
import type { Density, OpenRow } from "./conversation-row.tsx";
import { EmptyQueue } from "./empty-queue.tsx";
import { DensityButton, SortButton } from "./list-options.tsx";
import classes from "./queue-pane.module.css";
import { QueueTabs } from "./queue-tabs.tsx";
import { useQueue } from "./use-queue.ts";

export type FilterChange = Partial<Pick<QueueFilter, "channels" | "assignedTo" | "sort">>;
type Props = {
  readonly filter: QueueFilter;
  readonly onFilter: (change: FilterChange) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly selectedId: ConversationId | null;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: OpenRow;
  /** Left out where the pane cannot be folded, on a phone. */
  readonly onFold?: () => void;
};

/** The left pane: tabs with counts, which channels, whose, in which order, and the list (W02, W40–W42, W47). */
export function QueuePane(props: Props): ReactNode {
  const { filter, onFilter } = props;
  const { t } = useWords();
  return (
    <section id="queue" className={classes.pane} aria-label={t("shell.sharedInbox")}>
      <header className={classes.head}>
        <div className={classes.tabs}>
          <QueueTabs filter={filter} />
          {props.onFold && (
            <FoldButton
              side="left"
              folded={false}
              onToggle={props.onFold}
              label={t("conversations.foldQueue")}
              controls="queue"
            />
          )}
        </div>
        <div className={classes.filters}>
          <ChannelSelector selected={filter.channels} onChange={(channels) => onFilter({ channels })} />
          {filter.status !== "resolved" && (
            <AssignedToFilter selected={filter.assignedTo} onChange={(assignedTo) => onFilter({ assignedTo })} />
          )}
          <span className={classes.gap} />
          <SortButton sort={filter.sort} onChange={(sort) => onFilter({ sort })} />
          <DensityButton density={props.density} onChange={props.onDensity} />
        </div>
      </header>
      <QueueBody {...props} />
    </section>
  );
}

function QueueBody({ filter, onFilter, density, selectedId, hrefOf, onOpen }: Props): ReactNode {
  const { t } = useWords();
  const queue = useQueue(filter);
  const { rows } = queue;
  if (rows === undefined && queue.error) {
    return (
      <div className={classes.notice}>
        <ErrorNotice error={queue.error} onRetry={queue.retry} />
      </div>
    );
  }
  if (rows === undefined) {
    return (
      <div className={classes.notice}>
        <RowSkeletons rows={8} />
      </div>
    );
  }
  if (rows.length === 0 && !queue.hasMore) {
    return <EmptyQueue filter={filter} onClear={() => onFilter({ channels: null, assignedTo: null })} />;
  }
  return (
    <ConversationList
      // Another list begins at its own top.
      key={`${filter.status} ${filter.sort}`}
      queue={{ ...queue, rows }}
      label={t(`shell.${filter.status}`)}
      density={density}
      selectedId={selectedId}
      hrefOf={hrefOf}
      onOpen={onOpen}
    />
  );
}
