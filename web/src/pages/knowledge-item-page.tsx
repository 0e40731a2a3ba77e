import type { KnowledgeKind } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { AddMenu } from "../features/knowledge/add-menu.tsx";
import { ItemEditor, NewItem } from "../features/knowledge/item-editor.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Knowledge base > one response or article. */
export function KnowledgeItemPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { itemId } = useParams({ from: "/signed-in/settings/knowledge/items/$itemId" });
  const item = useQuery(queries.knowledgeItem(itemId));
  const collections = useQuery(queries.knowledgeCollections());
  const error = item.error ?? collections.error;
  const retry = (): void => {
    for (const query of [item, collections]) if (query.error) void query.refetch();
  };
  return (
    <Page title={item.data?.title ?? t("knowledge.title")} width="narrow" above={<Back />}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {item.data && collections.data ? (
        <ItemEditor
          key={item.data.id}
          item={item.data}
          collections={collections.data.items}
          onDeleted={() => void navigate({ to: "/settings/knowledge" })}
        />
      ) : (
        !error && <FormSkeleton fields={5} />
      )}
    </Page>
  );
}

export function AddResponsePage(): ReactNode {
  return <AddItem kind="response" />;
}

export function AddArticlePage(): ReactNode {
  return <AddItem kind="article" />;
}

function AddItem({ kind }: { readonly kind: KnowledgeKind }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(queries.knowledgeCollections());
  return (
    <Page
      title={t(kind === "response" ? "knowledge.addResponse" : "knowledge.addArticle")}
      width="narrow"
      above={<Back />}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton fields={5} />}
      {data?.items.length === 0 && (
        <EmptyState title={t("knowledge.collectionsEmpty")} action={<AddMenu hasCollection={false} />}>
          {t("knowledge.emptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <NewItem
          kind={kind}
          collections={data.items}
          onAdded={(made) => void navigate({ to: "/settings/knowledge/items/$itemId", params: { itemId: made.id } })}
        />
      )}
    </Page>
  );
}

function Back(): ReactNode {
  const { t } = useWords();
  return <BackLink to="/settings/knowledge">{t("knowledge.title")}</BackLink>;
}
