import type { ConversationStatus, QueueView, QueueViewId } from "@guichet/contract";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { isId } from "../api/ids.ts";
import { usePreference } from "../api/preference.ts";
import { type InboxSearch, readInboxSearch, WHOLE_QUEUE } from "../app/inbox-search.ts";
import {
  type FilterChange,
  NO_FILTER,
  type QueueFilter,
  type QueueSort,
} from "../features/conversations/picture/queue-filter.ts";
import { useQueueOptions } from "../features/conversations/use-world.ts";
import { filterOfView } from "../features/conversations/views/view-state.ts";
import { readFilter, writeFilter } from "./inbox-filter.ts";

export type InboxFilter = {
  readonly filter: QueueFilter;
  /** The saved view it began with. */
  readonly viewId: QueueViewId | null;
  readonly change: (change: FilterChange) => void;
  /** From here on under this view's name, e.g. one just saved; null: under none. */
  readonly setView: (id: QueueViewId | null) => void;
  /** Without any filter, and in no view. */
  readonly clear: () => void;
  readonly openView: (view: QueueView) => void;
  readonly hrefOfView: (view: QueueView) => string;
};
type Chosen = { readonly filter: QueueFilter; readonly viewId: QueueViewId | null };

/** The filter of the queue: in the address bar, and remembered for the person (W53). */
export function useInboxFilter(status: ConversationStatus): InboxFilter {
  const search = useAddress();
  const [kept, keep, keepSort] = useKeptFilter(status);
  const { order } = useQueueOptions();
  const told = useMemo((): Chosen => {
    const asked = readFilter(status, search, kept);
    // R69: where a team gives the order of New, nobody asks for another one.
    const filter = order === null || status !== "new" ? asked : { ...asked, sort: order };
    return { filter, viewId: readView(search, kept) };
  }, [status, search, kept, order]);
  // What was just chosen counts at once; the address follows a moment later.
  const address = `${status} ${toText(search)}`;
  const [chosen, choose] = useState<(Chosen & { readonly address: string }) | null>(null);
  const { filter, viewId } = chosen?.address === address ? chosen : told;
  // The address has followed: what was chosen there must not count again when one comes back to where one chose it.
  if (chosen !== null && chosen.address !== address) choose(null);
  const show = useShow(status);
  // The address always tells what is on the screen, so that it can be sent to a colleague.
  useEffect(() => {
    const text = addressOf({ filter, viewId });
    if (toText(text) !== toText(search)) show(text);
  }, [filter, viewId, search, show]);
  const set = useCallback(
    (next: Chosen) => {
      keep(addressOf(next));
      keepSort(next.filter.status, next.filter.sort);
      choose({ ...next, address });
    },
    [address, keep, keepSort],
  );
  // A figure leads to all that it counts, a place of the queue to all that is there: as if one had taken every other filter off.
  useEffect(() => {
    const { view, ...rest } = search;
    if (view === WHOLE_QUEUE) set({ filter: readFilter(status, rest, {}), viewId: null });
  }, [search, status, set]);
  const navigate = useNavigate();
  return useMemo(
    () => ({
      filter,
      viewId,
      change: (part) => set({ filter: { ...filter, ...part }, viewId }),
      setView: (id) => set({ filter, viewId: id }),
      clear: () => set({ filter: { ...filter, ...NO_FILTER }, viewId: null }),
      openView: (view) => {
        const next = { filter: filterOfView(view), viewId: view.id };
        keep(addressOf(next));
        keepSort(view.status, view.sort);
        void navigate({ to: "/inbox/$queue", params: { queue: view.status }, search: addressOf(next) });
      },
      hrefOfView: (view) =>
        `/inbox/${view.status}?${new URLSearchParams(addressOf({ filter: filterOfView(view), viewId: view.id }))}`,
    }),
    [filter, viewId, set, keep, keepSort, navigate],
  );
}

function addressOf({ filter, viewId }: Chosen): InboxSearch {
  return { ...writeFilter(filter), ...(viewId === null ? {} : { view: viewId }) };
}

/** The address names the view; one that says nothing at all is as the person left it. */
function readView(search: InboxSearch, kept: InboxSearch): QueueViewId | null {
  const id = toText(search) === "" ? kept.view : search.view;
  return isId<QueueViewId>(id) ? id : null;
}

/** The same object until one of its parts changes. Which message was found is no part of the filter. */
function useAddress(): InboxSearch {
  const { message: _, ...filter } = readInboxSearch(useSearch({ strict: false }));
  const text = toText(filter);
  return useMemo(() => fromText(text), [text]);
}

/** Always in the same order, so that two can be compared. */
function toText(search: InboxSearch): string {
  return new URLSearchParams(Object.entries(search).toSorted(([a], [b]) => a.localeCompare(b))).toString();
}

function fromText(text: string): InboxSearch {
  return readInboxSearch(Object.fromEntries(new URLSearchParams(text)));
}

type Kept = [
  kept: InboxSearch,
  keep: (text: InboxSearch) => void,
  keepSort: (status: ConversationStatus, sort: QueueSort) => void,
];

/** As the person left it: the filter for all three queues, the order for each. */
function useKeptFilter(status: ConversationStatus): Kept {
  const [text, keepText] = usePreference("inbox.filter", "");
  const [ofNew, keepNew] = usePreference("inbox.sort.new", "");
  const [ofPending, keepPending] = usePreference("inbox.sort.pending", "");
  const [ofResolved, keepResolved] = usePreference("inbox.sort.resolved", "");
  const sort = { new: ofNew, pending: ofPending, resolved: ofResolved }[status];
  const kept = useMemo(() => readInboxSearch({ ...fromText(text), sort }), [text, sort]);
  const keep = useCallback(({ sort: _, ...parts }: InboxSearch) => keepText(toText(parts)), [keepText]);
  const keepSort: Kept[2] = useCallback(
    (of, wanted) => ({ new: keepNew, pending: keepPending, resolved: keepResolved })[of](wanted),
    [keepNew, keepPending, keepResolved],
  );
  return [kept, keep, keepSort];
}

/** Puts a filter into the address, where one stands. */
function useShow(status: ConversationStatus): (search: InboxSearch) => void {
  const navigate = useNavigate();
  const place = useParams({ strict: false }) as { conversationId?: string };
  const open = place.conversationId;
  return useCallback(
    (filter) => {
      // What was found stays in the address.
      const search = ({ message }: InboxSearch) => ({ ...filter, ...(message === undefined ? {} : { message }) });
      if (open === undefined) void navigate({ to: "/inbox/$queue", params: { queue: status }, search, replace: true });
      else {
        const params = { queue: status, conversationId: open };
        void navigate({ to: "/inbox/$queue/$conversationId", params, search, replace: true });
      }
    },
    [navigate, status, open],
  );
}
