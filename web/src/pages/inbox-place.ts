import type { ConversationId, ConversationRow, ConversationStatus, MessageId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { isId } from "../api/ids.ts";
import type { InboxSearch } from "../app/inbox-search.ts";
import { keys } from "../features/conversations/keys.ts";
import type { KeptList } from "../features/conversations/picture/conversations-picture.ts";
import { compareRows, type QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import { readQueue } from "./inbox-filter.ts";

export type InboxPlace = {
  readonly queue: ConversationStatus;
  readonly selectedId: ConversationId | null;
  /** The message that a search found in it. */
  readonly foundId: MessageId | undefined;
  readonly hrefOf: (id: ConversationId) => string;
  readonly open: (id: ConversationId) => void;
  readonly toList: () => void;
};

/** Where one stands in the Shared Inbox, by the address: which queue, which conversation. */
export function useInboxPlace(): InboxPlace {
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as { queue?: string; conversationId?: string };
  const { message, ...search } = useSearch({ strict: false }) as Record<string, string>;
  const queue = readQueue(params.queue);
  const selectedId = isId<ConversationId>(params.conversationId) ? params.conversationId : null;
  const foundId = isId<MessageId>(message) ? message : undefined;
  const query = new URLSearchParams(search).toString();
  // Apart from what is selected: rows get these and must not be drawn anew when one opens another conversation.
  const ways = useMemo(
    () => ({
      hrefOf: (id: ConversationId) => `/inbox/${queue}/${id}${query === "" ? "" : `?${query}`}`,
      open: (id: ConversationId) =>
        void navigate({
          to: "/inbox/$queue/$conversationId",
          params: { queue, conversationId: id },
          search: withoutMessage,
        }),
      toList: () => void navigate({ to: "/inbox/$queue", params: { queue }, search: withoutMessage }),
    }),
    [navigate, queue, query],
  );
  return useMemo(() => ({ queue, selectedId, foundId, ...ways }), [queue, selectedId, foundId, ways]);
}

/** What was found belongs to the conversation it was found in. */
function withoutMessage({ message: _, ...search }: InboxSearch): InboxSearch {
  return search;
}

/** What follows on a conversation that is done: the next one of the list, the one before it at the end, or nothing. */
export function useFindNext(filter: QueueFilter): (row: ConversationRow) => ConversationId | null {
  const cache = useQueryClient();
  return useCallback(
    (row) => {
      const rows = cache.getQueryData<KeptList>(keys.list(filter))?.list.items ?? [];
      // By its place in the order, for it may have left the list already, e.g. by an assignment.
      const others = rows.filter((one) => one.id !== row.id);
      const next = others.find((one) => compareRows(one, row, filter.sort) > 0) ?? others.at(-1);
      return next?.id ?? null;
    },
    [cache, filter],
  );
}
