import type { ConversationId, ConversationView } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../keys.ts";
import { fetchThread } from "./fetch-thread.ts";

/** A conversation with its thread, live. */
export function useThread(id: ConversationId): {
  readonly view: ConversationView | undefined;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const cache = useQueryClient();
  const query = useQuery<ConversationView>({
    queryKey: keys.thread(id),
    queryFn: ({ signal }) => fetchThread(cache, id, signal),
  });
  return {
    view: query.data,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}
