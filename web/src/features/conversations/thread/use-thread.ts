import type { ConversationId, ConversationRow, ConversationView } from "@guichet/contract";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../keys.ts";
import { fetchThread } from "./fetch-thread.ts";

/** A conversation with its thread, live. */
export function useThread(id: ConversationId): {
  readonly view: ConversationView | undefined;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const cache = useQueryClient();
  const query = useQuery<ConversationView>(threadQuery(cache, id));
  return {
    view: query.data,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}

const byRow = (view: ConversationView): ConversationRow => view.conversation;

/** Only its row; drawn again only when that changes. */
export function useThreadRow(id: ConversationId): ConversationRow | undefined {
  const cache = useQueryClient();
  return useQuery<ConversationView, Error, ConversationRow>({ ...threadQuery(cache, id), select: byRow }).data;
}

function threadQuery(cache: QueryClient, id: ConversationId) {
  return {
    queryKey: keys.thread(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchThread(cache, id, signal),
  };
}
