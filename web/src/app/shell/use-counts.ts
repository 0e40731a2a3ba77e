import type { QueueCounts } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";

export type Totals = { readonly new: number; readonly pending: number };

/** New and Pending over every channel one may see; undefined until known. */
export function useCounts(): Totals | undefined {
  const { data } = useQuery({ ...queries.bootstrap(), select: (world) => addUp(world.counts) });
  return data;
}

export function addUp(counts: QueueCounts): Totals {
  let waiting = 0;
  let pending = 0;
  for (const channel of counts.channels) {
    waiting += channel.new;
    pending += channel.pending;
  }
  return { new: waiting, pending };
}
