import type { ConversationId, ConversationView } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { readMemory } from "../picture/caches.ts";
import { placeInThread } from "../picture/conversations-picture.ts";
import { addOlder, replaceEntries } from "../picture/thread-entries.ts";
import { askBesideFeed } from "../picture/told-meanwhile.ts";
import { addReadSeqs } from "../unread/read-seqs.ts";
import { addUnreadMarks } from "../unread/unread-marks.ts";

/**
 * A conversation with the newest part of its thread, and with what the live feed has told while it was on its way. An answer
 * that is older than what the feed told before is asked for once more: nobody was there to keep those entries.
 */
export async function fetchThread(
  cache: QueryClient,
  id: ConversationId,
  signal?: AbortSignal,
): Promise<ConversationView> {
  const params = { params: { id }, ...(signal ? { signal } : {}) };
  const ask = () => askBesideFeed(cache, () => call(routes.getConversation, params), placeInThread);
  let view = await ask();
  const known = readMemory(cache).recent.get(id)?.version ?? 0;
  if (Math.floor(known) > view.conversation.version) view = await ask();
  if (view.readSeq !== null) addReadSeqs(cache, { [id]: view.readSeq });
  if (view.unreadMark !== null) addUnreadMarks(cache, { [id]: view.unreadMark });
  return view;
}

/** The page above what is loaded. */
export async function fetchOlder(cache: QueryClient, id: ConversationId): Promise<void> {
  const key = keys.thread(id);
  const before = cache.getQueryData<ConversationView>(key)?.before;
  if (!before) return;
  const page = await askBesideFeed(
    cache,
    () => call(routes.listEntries, { params: { id }, query: { before } }),
    (answer, { entries }) => ({ ...answer, entries: replaceEntries(answer.entries, entries) }),
  );
  cache.setQueryData<ConversationView>(key, (view) => (view?.before === before ? addOlder(view, page) : view));
}

/** Fetches ahead what will probably be opened next. */
export function prefetchThread(cache: QueryClient, id: ConversationId): void {
  void cache.prefetchQuery({ queryKey: keys.thread(id), queryFn: ({ signal }) => fetchThread(cache, id, signal) });
}
