import type { FilteredCounts } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { EMPTY_MEMORY, type Memory } from "../picture/caches.ts";
import { activeParts, hangsOnTime, type QueueFilter } from "../picture/queue-filter.ts";
import { queueQuery } from "../picture/queue-query.ts";

/** After a change somewhere the counts are asked for again, at most this often. Milliseconds. */
const AGAIN_AFTER = 700;
/** Time alone moves lists of those who wait long, or may soon not be answered any more. Milliseconds. */
export const LOOK_AGAIN = 30_000;

export type Filtered = { readonly filtered: boolean; readonly counts: FilteredCounts | undefined };

/**
 * New and Pending of what fits the filter, when there is more to it than channels. Which events move these counts depends on
 * what a conversation was before, which no frame tells: so the server counts, whenever a conversation changed.
 */
export function useFilteredCounts(filter: QueueFilter): Filtered {
  // New and Pending are counted on every tab, so what means nothing in Resolved counts there as well.
  const filtered = activeParts({ ...filter, status: "new" }).some((part) => part !== "channels");
  const query = queueQuery(filter);
  const { data } = useQuery({
    queryKey: keys.counts(query),
    queryFn: ({ signal }) => call(routes.countConversations, { query, signal }),
    enabled: filtered,
    staleTime: 0,
    refetchInterval: hangsOnTime(filter) ? LOOK_AGAIN : false,
    placeholderData: (before) => before,
  });
  useAgainAfterChanges(filtered, keys.allCounts, AGAIN_AFTER);
  return { filtered, counts: filtered ? data : undefined };
}

/** Asks again for what hangs on conversations, a moment after any of them changed. */
export function useAgainAfterChanges(enabled: boolean, queryKey: readonly unknown[], after: number): void {
  const cache = useQueryClient();
  const { recent } =
    useQuery<Memory>({ queryKey: keys.memory, queryFn: () => EMPTY_MEMORY, enabled: false }).data ?? EMPTY_MEMORY;
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `recent` is another one whenever a conversation changed
  useEffect(() => {
    if (!enabled || waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      void cache.invalidateQueries({ queryKey });
    }, after);
  }, [cache, enabled, recent]);
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
}
