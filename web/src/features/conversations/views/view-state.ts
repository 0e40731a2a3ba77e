import type { QueueView } from "@guichet/contract";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { asksTheSame, queueQuery, readQuery } from "../picture/queue-query.ts";

/** What a view shows when it is opened. */
export function filterOfView({ status, sort, filter }: Pick<QueueView, "status" | "sort" | "filter">): QueueFilter {
  return { status, sort, ...readQuery(filter) };
}

/** What of the screen goes into a view. */
export function viewOfFilter(filter: QueueFilter): Pick<QueueView, "status" | "sort" | "filter"> {
  return { status: filter.status, sort: filter.sort, filter: queueQuery(filter) };
}

/** Does the screen show something else than the view it began with? */
export function differs(view: QueueView, filter: QueueFilter): boolean {
  return (
    view.status !== filter.status ||
    view.sort !== filter.sort ||
    !asksTheSame(queueQuery(filterOfView(view)), queueQuery(filter))
  );
}
