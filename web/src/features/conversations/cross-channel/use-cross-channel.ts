import type {
  ConversationId,
  ConversationView,
  CrossChannelPlace,
  CrossChannelView,
  ThreadEntry,
} from "@guichet/contract";
import { type QueryClient, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { addToHistory, type CrossChannelHistory, placeInHistory } from "../picture/cross-channel-history.ts";
import { askBesideFeed } from "../picture/told-meanwhile.ts";
import { fetchOlder } from "../thread/fetch-thread.ts";
import { mergeHistory } from "./merge-history.ts";

/** Where an entry stands; `elsewhere`: not in this thread, so it is only to be read here. */
export type Stretch = CrossChannelPlace & { readonly elsewhere: boolean };

/** What a thread shows, and how one comes to what is older. */
export type ShownThread = {
  readonly entries: readonly ThreadEntry[];
  readonly more: boolean;
  readonly loadOlder: () => Promise<void>;
  /** By conversation, where all channels are shown; null: this thread alone. */
  readonly stretches: ReadonlyMap<ConversationId, Stretch> | null;
  /** Of what the entries are: with another one, much is in the thread at once that is not news. */
  readonly scope: "thread" | "waiting" | "all";
  /** There is more on channels one does not see. */
  readonly moreElsewhere: boolean;
};

export type CrossChannel = {
  readonly shown: ShownThread;
  readonly channels: CrossChannelView["channels"];
  /** There is something to show besides the thread. */
  readonly beyond: boolean;
};

const NONE: CrossChannelView["channels"] = [];
const FRESH = 60_000;

/** A thread with, when it is wished, what the same person wrote in other conversations and on other channels (W89). */
export function useCrossChannel(view: ConversationView, wished: boolean): CrossChannel {
  const cache = useQueryClient();
  const { id } = view.conversation;
  const known = useQuery<CrossChannelView>({
    queryKey: keys.crossChannel(id),
    queryFn: ({ signal }) => call(routes.getCrossChannel, { params: { id }, signal }),
    staleTime: FRESH,
  }).data;
  const asked = wished && known?.beyond === true ? known : undefined;
  const query = useQuery<CrossChannelHistory>({
    queryKey: keys.history(id, asked?.contactIds ?? []),
    queryFn: asked === undefined ? skipToken : ({ signal }) => fetchHistory(cache, id, asked, signal),
  });
  const { data, refetch } = query;
  const history = asked === undefined ? undefined : data;
  const merged = useMemo(() => {
    if (history !== undefined) return mergeHistory(view, history);
    return { entries: view.entries, next: view.before === null ? null : ("thread" as const) };
  }, [view, history]);
  // Without the history the thread is shown alone; where it could not be fetched, one is offered to try again.
  const next = asked !== undefined && query.isError ? "history" : merged.next;
  const loadOlder = useCallback(async (): Promise<void> => {
    if (next === "thread") await fetchOlder(cache, id);
    else if (history === undefined) await refetch({ throwOnError: true });
    else await fetchOlderHistory(cache, history);
  }, [cache, id, next, history, refetch]);
  const { channelId, platform } = view.conversation;
  const stretches = useMemo(() => {
    if (asked === undefined) return null;
    const own = merged.entries.map(
      (entry) => [entry.conversationId, { channelId, platform, elsewhere: false }] as const,
    );
    const other = (history?.conversations ?? []).map((one) => [one.id, { ...one, elsewhere: true }] as const);
    return new Map([...own, ...other].map(([at, place]) => [at, { ...place, id: at }]));
  }, [asked, merged, history, channelId, platform]);
  const moreElsewhere = asked?.moreElsewhere === true;
  const scope: ShownThread["scope"] = asked === undefined ? "thread" : history === undefined ? "waiting" : "all";
  const shown = useMemo(
    () => ({ entries: merged.entries, more: next !== null, loadOlder, stretches, scope, moreElsewhere }),
    [merged, next, loadOlder, stretches, scope, moreElsewhere],
  );
  return { shown, channels: known?.channels ?? NONE, beyond: known?.beyond ?? false };
}

async function fetchHistory(
  cache: QueryClient,
  openId: ConversationId,
  { contactIds }: CrossChannelView,
  signal: AbortSignal,
): Promise<CrossChannelHistory> {
  const ask = async () => {
    const page = await call(routes.listCrossChannelEntries, { params: { id: openId }, signal });
    return addToHistory({ openId, contactIds, conversations: [], entries: [], before: null }, page);
  };
  return await askBesideFeed(cache, ask, (history, { conversation, entries }) =>
    placeInHistory(history, conversation, entries),
  );
}

async function fetchOlderHistory(
  cache: QueryClient,
  { openId, contactIds, before }: CrossChannelHistory,
): Promise<void> {
  if (before === null) return;
  const page = await call(routes.listCrossChannelEntries, { params: { id: openId }, query: { before } });
  cache.setQueryData<CrossChannelHistory>(keys.history(openId, contactIds), (now) =>
    now?.before === before ? addToHistory(now, page) : now,
  );
}
