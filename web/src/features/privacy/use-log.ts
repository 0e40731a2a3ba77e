import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { call } from "../../api/call.ts";
import type { Route } from "../../api/route.ts";

type Page<Item> = { items: Item[]; next: string | null };

/** A log of Privacy and security, page by page, and what is typed to search it. */
export function useLog<Item>(name: string, route: Route<undefined, Page<Item>>) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const log = useInfiniteQuery({
    queryKey: ["privacy", name, search],
    queryFn: ({ pageParam, signal }) =>
      call(route, { query: { after: pageParam ?? undefined, search: search === "" ? undefined : search }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Item>) => page.next,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  return {
    items: log.data?.pages.flatMap((page) => page.items),
    error: log.error,
    retry: () => void log.refetch(),
    loading: log.isFetchingNextPage,
    more: log.hasNextPage ? () => void log.fetchNextPage() : undefined,
    typed,
    setTyped,
  };
}
