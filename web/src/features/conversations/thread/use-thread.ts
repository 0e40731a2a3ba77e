import type { ConversationId, ConversationRow, ConversationView } from "@guichet/contract";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { Refusal } from "../../../api/refusal.ts";
import { mayPass, useAgainLater } from "../../../api/use-again-later.ts";
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
  const view = isGone(query.error) ? undefined : query.data;
  useAgainLater(query.isError && mayPass(query.error), () => void query.refetch());
  return {
    view,
    error: view === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}

const byRow = (view: ConversationView): ConversationRow => view.conversation;

/** Only its row; drawn again only when that changes. */
export function useThreadRow(id: ConversationId): ConversationRow | undefined {
  const cache = useQueryClient();
  const { data, error } = useQuery<ConversationView, Error, ConversationRow>({
    ...threadQuery(cache, id),
    select: byRow,
  });
  return isGone(error) ? undefined : data;
}

/** Whoever has lost the channel meanwhile does not read on what was fetched before (S11). */
function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === "not_found";
}

function threadQuery(cache: QueryClient, id: ConversationId) {
  return {
    queryKey: keys.thread(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchThread(cache, id, signal),
  };
}
