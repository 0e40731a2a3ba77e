import type { ConversationId, ConversationRow, ConversationStatus } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { isId } from "../api/ids.ts";
import { keys } from "../features/conversations/keys.ts";
import type { KeptList } from "../features/conversations/picture/conversations-picture.ts";
import { compareRows, type QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import { readQueue } from "./inbox-filter.ts";

export type InboxPlace = {
  readonly queue: ConversationStatus;
  readonly selectedId: ConversationId | null;
  readonly hrefOf: (id: ConversationId) => string;
  readonly open: (id: ConversationId) => void;
  readonly toList: () => void;
};

/** Where one stands in the Shared Inbox, by the address: which queue, which conversation. */
export function useInboxPlace(): InboxPlace {
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as { queue?: string; conversationId?: string };
  const search = useSearch({ strict: false }) as Record<string, string>;
  const queue = readQueue(params.queue);
  const selectedId = isId<ConversationId>(params.conversationId) ? params.conversationId : null;
  const query = new URLSearchParams(search).toString();
  // Apart from what is selected: rows get these and must not be drawn anew when one opens another conversation.
  const ways = useMemo(
    () => ({
      hrefOf: (id: ConversationId) => `/inbox/${queue}/${id}${query === "" ? "" : `?${query}`}`,
      open: (id: ConversationId) =>
        void navigate({ to: "/inbox/$queue/$conversationId", params: { queue, conversationId: id }, search: true }),
      toList: () => void navigate({ to: "/inbox/$queue", params: { queue }, search: true }),
    }),
    [navigate, queue, query],
  );
  return useMemo(() => ({ queue, selectedId, ...ways }), [queue, selectedId, ways]);
}

/** After a conversation is done: the next one of the list, the one before it at the end, or the empty list. */
export function useGoOn(place: InboxPlace, filter: QueueFilter): (row: ConversationRow) => void {
  const cache = useQueryClient();
  const { open, toList } = place;
  return useCallback(
    (row) => {
      const rows = cache.getQueryData<KeptList>(keys.list(filter))?.list.items ?? [];
      // Opened from somewhere else, e.g. the contact's history: one stays.
      if (row.status !== filter.status) return;
      // By its place in the order, for it may have left the list already, e.g. by an assignment.
      const others = rows.filter((one) => one.id !== row.id);
      const next = others.find((one) => compareRows(one, row, filter.sort) > 0) ?? others.at(-1);
      if (next === undefined) toList();
      else open(next.id);
    },
    [cache, filter, open, toList],
  );
}
