import { IconBook2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { AddMenu } from "../features/knowledge/add-menu.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { LinkTabs } from "../ui/link-tabs.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

type Collections = NonNullable<ReturnType<typeof useCollections>["data"]>["items"];
type Props = {
  readonly text?: string;
  /** Shown even where there is no collection yet. */
  readonly always?: boolean;
  readonly children: (collections: Collections) => ReactNode;
};

/** The head of the three lists of the knowledge base, and what to do when it is empty. */
export function KnowledgeFrame({ text, always = false, children }: Props): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useCollections();
  const empty = data?.items.length === 0 && !always;
  return (
    <Page
      title={t("knowledge.title")}
      text={text ?? t("knowledge.text")}
      action={data && !empty && <AddMenu hasCollection={data.items.length > 0} />}
      below={
        <LinkTabs
          label={t("knowledge.title")}
          tabs={[
            { to: "/settings/knowledge", label: t("knowledge.tabItems") },
            { to: "/settings/knowledge/collections", label: t("knowledge.tabCollections") },
            { to: "/settings/knowledge/deleted", label: t("knowledge.tabDeleted") },
          ]}
        />
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {empty && (
        <EmptyState icon={IconBook2} title={t("knowledge.emptyTitle")} action={<AddMenu hasCollection={false} />}>
          {t("knowledge.emptyText")}
        </EmptyState>
      )}
      {data && !empty && children(data.items)}
    </Page>
  );
}

function useCollections() {
  return useQuery(queries.knowledgeCollections());
}
