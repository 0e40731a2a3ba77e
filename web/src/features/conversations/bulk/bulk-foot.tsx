import type { ReactNode } from "react";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { BulkProgress } from "./bulk-progress.tsx";
import { useBulkActions } from "./use-bulk-actions.ts";
import type { Selection } from "./use-selection.ts";

type Props = { readonly filter: QueueFilter; readonly hasMore: boolean; readonly selection: Selection };

/** At the foot of the queue: what can be done with all that is selected, and how far it has come. */
export function BulkFoot({ filter, hasMore, selection }: Props): ReactNode {
  const actions = useBulkActions();
  return (
    <>
      {actions.shown && (
        <BulkProgress key={actions.shown.id} action={actions.shown} queue={filter.status} actions={actions} />
      )}
      {selection.rows.length > 0 && (
        <BulkBar filter={filter} hasMore={hasMore} selection={selection} begin={actions.begin} />
      )}
    </>
  );
}
