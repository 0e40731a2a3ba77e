import type { ConversationId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../api/queries.ts";
import { keys } from "../features/conversations/keys.ts";
import {
  EMPTY_MEMORY,
  type Memory,
  readConversations,
  writeConversations,
} from "../features/conversations/picture/caches.ts";
import type { Typing } from "../features/conversations/typing.ts";
import { comparePositions, type Picture } from "./picture.ts";

/** The picture as it lies in the query cache; undefined before bootstrap. */
export function readPicture(cache: QueryClient, position: string): Picture | undefined {
  const world = cache.getQueryData(queries.bootstrap().queryKey);
  const conversations = readConversations(cache);
  if (world === undefined || conversations === undefined) return undefined;
  return {
    // Somebody else may have fetched the world anew; its counters know more than the last frame did.
    position: comparePositions(position, world.position) < 0 ? world.position : position,
    world,
    conversations,
    typing: cache.getQueryData<Typing>(keys.typing) ?? new Map(),
    stolen: cache.getQueryData<ReadonlyMap<ConversationId, string>>(keys.stolen) ?? new Map(),
    stale: false,
  };
}

/** Puts what changed back into the query cache: only what changed is drawn again. */
export function writePicture(cache: QueryClient, before: Picture, after: Picture): void {
  if (after.world !== before.world) cache.setQueryData(queries.bootstrap().queryKey, after.world);
  const { presence } = after.world.me;
  if (presence !== before.world.me.presence) {
    cache.setQueryData(queries.me().queryKey, (me) => me && { ...me, presence });
  }
  writeConversations(cache, before.conversations, after.conversations);
  if (after.typing !== before.typing) cache.setQueryData(keys.typing, after.typing);
  if (after.stolen !== before.stolen) cache.setQueryData(keys.stolen, after.stolen);
}

/** After a new bootstrap: what was remembered of before counts no more, and what is shown is fetched again. */
export function refreshPicture(cache: QueryClient): void {
  cache.setQueryData<Memory>(keys.memory, EMPTY_MEMORY);
  cache.removeQueries({ queryKey: keys.all, type: "inactive", predicate: (query) => query.queryKey.length > 2 });
  for (const queryKey of [
    keys.lists,
    keys.threads,
    keys.drafts,
    ["users"],
    ["teams"],
    ["channels"],
    ["organization"],
  ]) {
    void cache.invalidateQueries({ queryKey });
  }
}
