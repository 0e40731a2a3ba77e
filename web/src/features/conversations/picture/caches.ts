import type { ConversationId, ConversationView } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../../../api/queries.ts";
import { keys } from "../keys.ts";
import type { ConversationsPicture, KeptList } from "./conversations-picture.ts";
import type { CrossChannelHistory } from "./cross-channel-history.ts";
import type { Foreseen } from "./queue-counts.ts";
import type { RecentRows } from "./queue-list.ts";
import { readTold, type Told } from "./told-meanwhile.ts";

/** What the picture remembers between frames besides what is shown. */
export type Memory = { readonly recent: RecentRows; readonly foreseen: Foreseen };

/** Before the first answer, and after a new bootstrap. */
export const EMPTY_MEMORY: Memory = { recent: new Map(), foreseen: new Map() };

/**
 * Conversations are kept fresh by the live feed, never by age; and compared by identity, because comparing ten thousand
 * rows field by field at every frame would be felt.
 */
export function keepConversationsByFeed(cache: QueryClient): void {
  cache.setQueryDefaults(keys.all, {
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  cache.setQueryDefaults(keys.threads, { gcTime: 20 * 60_000 });
  for (const key of [keys.memory, keys.told, keys.typing, keys.stolen, keys.gone, keys.readSeqs, keys.unreadMarks]) {
    cache.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
  }
}

/** What is in the caches, as one picture; undefined before bootstrap. */
export function readConversations(cache: QueryClient): ConversationsPicture | undefined {
  const world = cache.getQueryData(queries.bootstrap().queryKey);
  if (world === undefined) return undefined;
  const threads = new Map<ConversationId, ConversationView>();
  for (const [, view] of cache.getQueriesData<ConversationView>({ queryKey: keys.threads })) {
    if (view !== undefined) threads.set(view.conversation.id, view);
  }
  const lists = cache.getQueriesData<KeptList>({ queryKey: keys.lists }).flatMap(([, kept]) => kept ?? []);
  const histories = cache
    .getQueriesData<CrossChannelHistory>({ queryKey: keys.histories })
    .flatMap(([, history]) => history ?? []);
  return {
    me: world.me.id,
    counts: world.counts,
    ...readMemory(cache),
    told: readTold(cache),
    lists,
    threads,
    histories,
  };
}

/** Writes back what changed, and only that. */
export function writeConversations(
  cache: QueryClient,
  before: ConversationsPicture,
  after: ConversationsPicture,
): void {
  if (after.recent !== before.recent || after.foreseen !== before.foreseen) {
    cache.setQueryData<Memory>(keys.memory, { recent: after.recent, foreseen: after.foreseen });
  }
  if (after.told !== before.told) cache.setQueryData<Told>(keys.told, after.told);
  if (after.counts !== before.counts) {
    cache.setQueryData(queries.bootstrap().queryKey, (world) => world && { ...world, counts: after.counts });
  }
  for (const [at, kept] of after.lists.entries()) {
    if (kept !== before.lists[at]) cache.setQueryData<KeptList>(keys.list(kept.filter), kept);
  }
  for (const [id, view] of after.threads) {
    if (view !== before.threads.get(id)) cache.setQueryData<ConversationView>(keys.thread(id), view);
  }
  for (const [at, history] of after.histories.entries()) {
    if (history === before.histories[at]) continue;
    cache.setQueryData<CrossChannelHistory>(keys.history(history.openId, history.contactIds), history);
  }
}

/** Changes the picture in place of the caches, e.g. ahead of the server. */
export function changeConversations(
  cache: QueryClient,
  change: (picture: ConversationsPicture) => ConversationsPicture,
): void {
  const before = readConversations(cache);
  if (before !== undefined) writeConversations(cache, before, change(before));
}

export function readMemory(cache: QueryClient): Memory {
  return cache.getQueryData<Memory>(keys.memory) ?? EMPTY_MEMORY;
}
