import type { UserId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { readMemory } from "../picture/caches.ts";
import type { KeptList } from "../picture/conversations-picture.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { addPage, type QueueList } from "../picture/queue-list.ts";
import { queueQuery } from "../picture/queue-query.ts";
import { addReadSeqs } from "../unread/read-seqs.ts";
import { addUnreadMarks } from "../unread/unread-marks.ts";

const PAGE = 100;
/** After a long absence the list is fetched as far as it was loaded, up to so many rows. */
const AGAIN_AT_MOST = 300;

/** The beginning of a list of the queue; as far as it was loaded before, when it is fetched again. */
export async function fetchQueue(
  cache: QueryClient,
  filter: QueueFilter,
  me: UserId,
  signal: AbortSignal,
): Promise<KeptList> {
  const had = cache.getQueryData<KeptList>(keys.list(filter))?.list.items.length ?? 0;
  let list: QueueList | undefined;
  do {
    const page = await fetchPage(cache, filter, list?.next ?? null, signal);
    list = addPage(list, page, filter, readMemory(cache).recent, me);
  } while (list.next !== null && list.items.length < Math.min(had, AGAIN_AT_MOST));
  return { filter, list };
}

/** One page more behind what is loaded. */
export async function fetchMore(cache: QueryClient, filter: QueueFilter, me: UserId): Promise<void> {
  const key = keys.list(filter);
  const next = cache.getQueryData<KeptList>(key)?.list.next ?? null;
  if (next === null) return;
  const page = await fetchPage(cache, filter, next);
  cache.setQueryData<KeptList>(key, (kept) => {
    // Fetched anew meanwhile: this page may not be the one that follows.
    if (kept === undefined || kept.list.next !== next) return kept;
    return { filter, list: addPage(kept.list, page, filter, readMemory(cache).recent, me) };
  });
}

/** A list as the server is asked for it: for its pages, and for all that stands in it. */
export function viewOf(filter: QueueFilter) {
  return { ...queueQuery(filter), status: filter.status, sort: filter.sort };
}

async function fetchPage(
  cache: QueryClient,
  filter: QueueFilter,
  after: string | null,
  signal?: AbortSignal,
): Promise<QueueList> {
  const page = await call(routes.listConversations, {
    query: { ...viewOf(filter), after: after ?? undefined, limit: PAGE },
    ...(signal ? { signal } : {}),
  });
  addReadSeqs(cache, page.readSeqs);
  addUnreadMarks(cache, page.unreadMarks);
  return page;
}
