import type { ContactListItem } from "@guichet/contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";

export type ContactFilter = {
  readonly search: string;
  readonly group: string | undefined;
  readonly vip: boolean;
};
export type ContactListState = {
  /** Undefined: not loaded yet. */
  readonly items: readonly ContactListItem[] | undefined;
  readonly hasMore: boolean;
  /** More was found than is shown. */
  readonly refine: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly loadMore: () => void;
};
const PAGE = 100;

/** Contacts by name, of a group, VIPs, or found by words; page after page. */
export function useContactList({ search, group, vip }: ContactFilter): ContactListState {
  const query = useInfiniteQuery({
    queryKey: ["contact-list", search, group ?? "", vip],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listContacts, {
        query: {
          search: search === "" ? undefined : search,
          group,
          vip: vip ? "yes" : undefined,
          after: pageParam ?? undefined,
          limit: PAGE,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    items: data?.pages.flatMap((page) => page.items),
    hasMore: hasNextPage,
    refine: data?.pages.at(-1)?.more === true && !hasNextPage,
    error: data === undefined ? query.error : null,
    retry: () => void query.refetch(),
    loadMore: () => {
      if (!isFetchingNextPage) void fetchNextPage();
    },
  };
}
