import type { KnowledgeCollectionView, KnowledgeItemRow, KnowledgeKind } from "@guichet/contract";
import { Button, SegmentedControl, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArticle, IconBookOff, IconMessage2 } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { type Column, Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import classes from "./knowledge.module.css";

type Filter = { readonly typed: string; readonly kind: KnowledgeKind | "all"; readonly collectionId: string | null };
const NOTHING: Filter = { typed: "", kind: "all", collectionId: null };

/** Responses and articles, searched by the server, a page at a time. */
export function ItemList({ collections }: { readonly collections: readonly KnowledgeCollectionView[] }): ReactNode {
  const { t } = useWords();
  const [filter, setFilter] = useState(NOTHING);
  const found = useFound(filter);
  const columns = useColumns(collections);
  const rows = found.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Tools filter={filter} onFilter={setFilter} collections={collections} />
      {found.error && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
      {!rows && !found.error && <RowSkeletons avatar={false} />}
      {rows?.length === 0 && (
        <EmptyState icon={IconBookOff} title={t("knowledge.noneTitle")}>
          {t(filter === NOTHING ? "knowledge.emptyItems" : "knowledge.noneText")}
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <Records
          label={t("knowledge.tabItems")}
          columns={columns}
          rows={rows}
          keyOf={(item) => item.id}
          to={(item) => `/settings/knowledge/items/${item.id}`}
        />
      )}
      {found.hasNextPage && (
        <div>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("ui.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}

type ToolsProps = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly collections: readonly KnowledgeCollectionView[];
};

function Tools({ filter, onFilter, collections }: ToolsProps): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.tools}>
      <SearchField
        className={classes.search}
        label={t("knowledge.search")}
        value={filter.typed}
        onChange={(typed) => onFilter({ ...filter, typed })}
      />
      <SegmentedControl
        aria-label={t("knowledge.kind")}
        value={filter.kind}
        onChange={(kind) => onFilter({ ...filter, kind })}
        data={[
          { value: "all" as const, label: t("knowledge.allKinds") },
          { value: "response" as const, label: t("knowledge.responses") },
          { value: "article" as const, label: t("knowledge.articles") },
        ]}
      />
      <Select
        aria-label={t("knowledge.inCollection")}
        placeholder={t("knowledge.allCollections")}
        clearable
        value={filter.collectionId}
        onChange={(collectionId) => onFilter({ ...filter, collectionId })}
        data={collections.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}

function useFound({ typed, kind, collectionId }: Filter) {
  const [search] = useDebouncedValue(typed, 150);
  return useInfiniteQuery({
    queryKey: ["knowledge", "items", { search, kind, collectionId }],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listKnowledgeItems, {
        query: {
          search,
          kind: kind === "all" ? undefined : kind,
          collectionId: collectionId ?? undefined,
          after: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    staleTime: 0,
  });
}

function useColumns(collections: readonly KnowledgeCollectionView[]): Column<KnowledgeItemRow>[] {
  const { t } = useWords();
  const dates = useDates();
  const names = new Map(collections.map(({ id, name }) => [id, name]));
  return [
    { key: "title", label: t("knowledge.name"), cell: (item) => <ItemName item={item} /> },
    {
      key: "collection",
      label: t("knowledge.collection"),
      cell: (item) => <bdi className={classes.place}>{names.get(item.collectionId)}</bdi>,
    },
    {
      key: "state",
      label: t("knowledge.state"),
      cell: (item) =>
        item.kind === "article" ? (
          <StateBadge tone={item.published ? "good" : "plain"}>
            {t(item.published ? "knowledge.published" : "knowledge.draft")}
          </StateBadge>
        ) : (
          ""
        ),
    },
    { key: "uses", label: t("knowledge.uses"), cell: (item) => item.uses },
    { key: "changed", label: t("knowledge.changed"), secondary: true, cell: (item) => dates.ago(item.changedAt) },
  ];
}

/** Title and first words, with a sign of what it is. */
export function ItemName({ item }: { readonly item: KnowledgeItemRow }): ReactNode {
  const { t } = useWords();
  const Sign = item.kind === "article" ? IconArticle : IconMessage2;
  return (
    <span className={classes.who}>
      <Sign size={20} stroke={1.6} className={classes.sign} aria-label={t(`knowledge.${item.kind}`)} />
      <span className={classes.words}>
        <bdi className={classes.name}>{item.title}</bdi>
        <bdi className={classes.excerpt}>{item.excerpt}</bdi>
      </span>
    </span>
  );
}
