import type { ContactListItem, SearchAnswer, SearchHit } from "@guichet/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";

export type SearchState = {
  /** Undefined: not answered yet, or nothing is looked for. */
  readonly answer:
    | (Pick<SearchAnswer, "problems" | "indexedSince" | "indexedPercent" | "moreContacts" | "lookedBackTo"> & {
        readonly contacts: readonly ContactListItem[];
        readonly hits: readonly SearchHit[];
        readonly hasMore: boolean;
      })
    | undefined;
  readonly busy: boolean;
  readonly loadingMore: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly loadMore: () => void;
};

/** What is found, page after page; kept for a while, so that one can go back to it from a conversation. */
export function useSearchResults(q: string): SearchState {
  const query = useInfiniteQuery({
    queryKey: ["search", q],
    queryFn: ({ pageParam, signal }) => call(routes.search, { query: { q, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: q !== "",
    staleTime: 20_000,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const [first, last] = [data?.pages[0], data?.pages.at(-1)];
  return {
    answer:
      first === undefined || last === undefined
        ? undefined
        : {
            ...first,
            hits: once(data?.pages.flatMap((page) => page.hits) ?? []),
            lookedBackTo: last.lookedBackTo,
            hasMore: hasNextPage,
          },
    busy: query.isFetching && !isFetchingNextPage,
    loadingMore: isFetchingNextPage,
    error: query.isError ? query.error : null,
    retry: () => void (data === undefined ? query.refetch() : fetchNextPage()),
    loadMore: () => {
      if (!isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** A message that came between two pages may bring a conversation a second time. */
function once(hits: readonly SearchHit[]): SearchHit[] {
  return [...new Map(hits.map((hit) => [hit.conversation.id, hit])).values()];
}
