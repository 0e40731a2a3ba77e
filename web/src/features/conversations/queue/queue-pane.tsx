import type { ConversationId, ConversationRow } from "@guichet/contract";
import { type ReactNode, type RefObject, useCallback } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FoldButton } from "../../../ui/fold-button.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { useLoaded } from "../../../ui/use-loaded.ts";
import { type Selection, useSelection } from "../bulk/use-selection.ts";
import type { FilterChange, QueueFilter } from "../picture/queue-filter.ts";
import { NewMessage } from "../starting/new-message.tsx";
import { useQueueOptions } from "../use-world.ts";
import { type InView, useQueueViews } from "../views/queue-views.tsx";
import { AssignedToFilter } from "./assigned-to-filter.tsx";
import { ChannelSelector } from "./channel-selector.tsx";
import { ConversationList } from "./conversation-list.tsx";
import type { Density, OpenRow } from "./conversation-row.tsx";
import { EmptyQueue } from "./empty-queue.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FiltersButton } from "./filters-button.tsx";
import { DensityButton, SortButton } from "./list-options.tsx";
import classes from "./queue-pane.module.css";
import { QueuePlaces } from "./queue-places.tsx";
import { QueueTabs } from "./queue-tabs.tsx";
import { type Queue, useQueue } from "./use-queue.ts";
import { useQueueCommands } from "./use-queue-commands.ts";

const loadFoot = async () => (await import("../bulk/bulk-foot.tsx")).BulkFoot;
const NO_ROWS: readonly ConversationRow[] = [];

type Props = {
  readonly filter: QueueFilter;
  readonly onFilter: (change: FilterChange) => void;
  /** Takes away every filter, and leaves the view. */
  readonly onClear: () => void;
  readonly inView: InView;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly selectedId: ConversationId | null;
  /** From which row the list goes on when it appears. */
  readonly standsOn: RefObject<ConversationId | null>;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: OpenRow;
  /** Left out where the pane cannot be folded, on a phone. */
  readonly onFold?: () => void;
};

/** The left pane: tabs with counts, which channels, whose, in which order, and the list (W02, W40–W42, W47). */
export function QueuePane(props: Props): ReactNode {
  const { filter, onFilter, onClear } = props;
  const { t } = useWords();
  const { onOpen } = props;
  const options = useQueueOptions();
  const onStarted = useCallback((row: ConversationRow) => onOpen(row, true), [onOpen]);
  const views = useQueueViews(props);
  useQueueCommands(props);
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
        {options.filters && <QueuePlaces filter={filter} />}
        {views.list}
        <div className={classes.filters}>
          {options.channelsFilter && (
            <ChannelSelector selected={filter.channels} onChange={(channels) => onFilter({ channels })} />
          )}
          {options.filters && filter.status !== "resolved" && (
            <AssignedToFilter selected={filter.assignedTo} onChange={(assignedTo) => onFilter({ assignedTo })} />
          )}
          {options.filters && <FiltersButton filter={filter} onChange={onFilter} />}
          <span className={classes.gap} />
          <NewMessage onStarted={onStarted} />
          {options.order === null && (
            <SortButton sort={filter.sort} status={filter.status} onChange={(sort) => onFilter({ sort })} />
          )}
          <DensityButton density={props.density} onChange={props.onDensity} />
        </div>
        <div className={classes.narrowed}>
          <FilterChips filter={filter} onChange={onFilter} onClear={onClear} />
          {views.actions}
        </div>
      </header>
      <QueueBody {...props} />
    </section>
  );
}

function QueueBody(props: Props): ReactNode {
  const { filter } = props;
  const queue = useQueue(filter);
  const selection = useSelection(filter, queue.rows ?? NO_ROWS);
  const Foot = useLoaded(loadFoot, selection.rows.length > 0);
  return (
    <>
      <QueueList {...props} queue={queue} selection={selection} />
      {Foot && <Foot filter={filter} hasMore={queue.hasMore} selection={selection} />}
    </>
  );
}

function QueueList(props: Props & { readonly queue: Queue; readonly selection: Selection }): ReactNode {
  const { filter, onClear, queue, density, selectedId, standsOn, hrefOf, onOpen, selection } = props;
  const { t } = useWords();
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
    return (
      <div className={classes.empty}>
        <EmptyQueue filter={filter} onClear={onClear} />
      </div>
    );
  }
  return (
    <ConversationList
      // Another list begins at its own top.
      key={`${filter.status} ${filter.sort}`}
      queue={{ ...queue, rows }}
      label={t(`shell.${filter.status}`)}
      density={density}
      selectedId={selectedId}
      standsOn={standsOn}
      hrefOf={hrefOf}
      onOpen={onOpen}
      selection={selection}
    />
  );
}
