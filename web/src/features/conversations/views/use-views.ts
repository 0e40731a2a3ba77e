import type { BoundedCount, QueueView, QueueViewId } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePreference } from "../../../api/preference.ts";
import { queries } from "../../../api/queries.ts";
import { inOwnOrder } from "../../../ui/own-order.ts";
import { useAgainAfterChanges } from "../queue/use-filtered-counts.ts";

export type Views = {
  /** In the person's own order. */
  readonly views: readonly QueueView[];
  readonly loaded: boolean;
  readonly mayShare: boolean;
  readonly keepOrder: (ids: readonly QueueViewId[]) => void;
};
const NONE: readonly QueueView[] = [];
const NO_ORDER: readonly string[] = [];
/** Every view is counted anew after changes, at most this often; and once in a while, for time alone brings something in. */
const COUNTED_AFTER = 5000;
const COUNTED_EVERY = 60_000;

/** Every saved view one sees. */
export function useViews(): Views {
  const { data } = useQuery(queries.queueViews());
  const [order, keepOrder] = usePreference("inbox.viewOrder", NO_ORDER);
  const views = useMemo(() => inOwnOrder(data?.items ?? NONE, order), [data, order]);
  return { views, loaded: data !== undefined, mayShare: data?.mayShare ?? false, keepOrder };
}

/** How many conversations stand in each view. */
export function useViewCounts(enabled: boolean): ReadonlyMap<string, BoundedCount> {
  const query = queries.queueViewCounts();
  const { data } = useQuery({ ...query, enabled, refetchInterval: COUNTED_EVERY });
  useAgainAfterChanges(enabled, query.queryKey, COUNTED_AFTER);
  return useMemo(() => new Map(data?.items.map(({ id, count }) => [id, count])), [data]);
}
