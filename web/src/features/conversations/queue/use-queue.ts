import type { ConversationRow } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { mayPass, useAgainLater } from "../../../api/use-again-later.ts";
import { keys } from "../keys.ts";
import type { KeptList } from "../picture/conversations-picture.ts";
import { hangsOnMe, hangsOnTime, type QueueFilter } from "../picture/queue-filter.ts";
import { fetchMore, fetchQueue } from "./fetch-queue.ts";
import { LOOK_AGAIN, useAgainAfterChanges } from "./use-filtered-counts.ts";

export type Queue = {
  /** Undefined: not loaded yet. */
  readonly rows: readonly ConversationRow[] | undefined;
  readonly hasMore: boolean;
  /** Another one with every page, also with one that held nothing. */
  readonly next: string | null;
  readonly error: unknown;
  /** Fetches the next page; one at a time, whoever asks. */
  readonly loadMore: () => void;
  readonly moreFailed: boolean;
  readonly retry: () => void;
};
/** What hangs on the server's word is asked for again after a change, at most this often. Milliseconds. */
const AGAIN_AFTER = 1500;
const NO_ROWS: readonly ConversationRow[] = [];

/** One list of the queue, live. */
export function useQueue(filter: QueueFilter): Queue {
  const cache = useQueryClient();
  const me = useMe().id;
  const noChannel = filter.channels?.length === 0;
  const query = useQuery<KeptList>({
    queryKey: keys.list(filter),
    queryFn: ({ signal }) => fetchQueue(cache, filter, me, signal),
    enabled: !noChannel,
    ...(hangsOnMe(filter) ? { staleTime: 0 } : {}),
    refetchInterval: hangsOnMe(filter) || (hangsOnTime(filter) && filter.status !== "resolved") ? LOOK_AGAIN : false,
  });
  useAgainAfterChanges(hangsOnMe(filter), keys.list(filter), AGAIN_AFTER);
  const more = useMore(filter);
  useAgainLater(query.isError && mayPass(query.error), () => void query.refetch());
  return {
    rows: noChannel ? NO_ROWS : query.data?.list.items,
    hasMore: query.data?.list.next != null,
    next: query.data?.list.next ?? null,
    error: query.data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    ...more,
  };
}

function useMore(filter: QueueFilter): { loadMore: () => void; moreFailed: boolean } {
  const cache = useQueryClient();
  const me = useMe().id;
  const busy = useRef(false);
  const [failed, setFailed] = useState(false);
  const loadMore = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setFailed(false);
    try {
      await fetchMore(cache, filter, me);
    } catch {
      setFailed(true);
    } finally {
      busy.current = false;
    }
  }, [cache, filter, me]);
  useAgainLater(failed, () => void loadMore());
  return { loadMore: useCallback(() => void loadMore(), [loadMore]), moreFailed: failed };
}
