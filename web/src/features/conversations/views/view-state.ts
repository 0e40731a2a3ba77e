import type { QueueView, QueueViewId } from "@guichet/contract";
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

/** As the person ordered them; those they have not placed yet come last, by name as the server sends them. */
export function inOwnOrder(views: readonly QueueView[], order: readonly string[]): readonly QueueView[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = (view: QueueView): number => places.get(view.id) ?? order.length;
  return views.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The order with one view at another place; beyond the ends is at the end. */
export function moveTo(views: readonly QueueView[], id: QueueViewId, place: number): readonly QueueViewId[] {
  const others = views.map((view) => view.id).filter((one) => one !== id);
  return others.toSpliced(Math.max(0, place), 0, id);
}
