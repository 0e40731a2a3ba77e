import type { ConversationId } from "@guichet/contract";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";

const NONE: ReadonlySet<ConversationId> = new Set();

/** Conversations in which one has begun to write (W97). */
export function useDraftIds(): ReadonlySet<ConversationId> {
  const query = useQuery<ReadonlySet<ConversationId>>({
    queryKey: keys.drafts,
    queryFn: async ({ signal }) => new Set((await call(routes.listDrafts, { signal })).conversationIds),
  });
  return query.data ?? NONE;
}

/** Puts the mark on a row, or takes it off. */
export function markDraft(cache: QueryClient, id: ConversationId, there: boolean): void {
  cache.setQueryData<ReadonlySet<ConversationId>>(keys.drafts, (ids) => {
    if (ids === undefined || ids.has(id) === there) return ids;
    const next = new Set(ids);
    if (there) next.add(id);
    else next.delete(id);
    return next;
  });
}
