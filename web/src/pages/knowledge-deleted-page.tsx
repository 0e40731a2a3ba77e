import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { DeletedList } from "../features/knowledge/deleted-list.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";
import { KnowledgeFrame } from "./knowledge-frame.tsx";

/** Settings > Knowledge base > Deleted. */
export function KnowledgeDeletedPage(): ReactNode {
  const { t } = useWords();
  return (
    <KnowledgeFrame text={t("knowledge.deletedText")} always>
      {() => <Deleted />}
    </KnowledgeFrame>
  );
}

function Deleted(): ReactNode {
  const { t } = useWords();
  const collections = useQuery(queries.knowledgeCollections("deleted"));
  const items = useInfiniteQuery({
    queryKey: ["knowledge", "deleted"],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listKnowledgeItems, { query: { state: "deleted", after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const error = collections.error ?? items.error;
  const retry = (): void => {
    for (const query of [collections, items]) if (query.error) void query.refetch();
  };
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!collections.data || !items.data) return <RowSkeletons avatar={false} />;
  return (
    <>
      <DeletedList collections={collections.data.items} items={items.data.pages.flatMap((page) => page.items)} />
      {items.hasNextPage && (
        <div>
          <Button variant="default" loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()}>
            {t("ui.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}
