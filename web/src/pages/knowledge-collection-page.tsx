import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { CollectionEditor, NewCollection } from "../features/knowledge/collection-editor.tsx";
import type { Choices } from "../features/knowledge/collection-fields.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { PlatformIcon } from "../ui/platform-icon.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Knowledge base > Collections > one of them. */
export function KnowledgeCollectionPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { collectionId } = useParams({ from: "/signed-in/settings/knowledge/collections/$collectionId" });
  const one = useQuery(queries.knowledgeCollection(collectionId));
  const all = useQuery(queries.knowledgeCollections());
  const { choices, error, retry } = useChoices();
  const failed = one.error ?? all.error ?? error;
  return (
    <Page title={one.data?.name ?? t("knowledge.tabCollections")} width="narrow" above={<Back />}>
      {failed && (
        <ErrorNotice
          error={failed}
          onRetry={() => {
            for (const query of [one, all]) if (query.error) void query.refetch();
            retry();
          }}
        />
      )}
      {one.data && all.data && choices ? (
        <CollectionEditor
          key={one.data.id}
          {...choices}
          collection={one.data}
          others={all.data.items.filter(({ id }) => id !== one.data.id)}
          onDeleted={() => void navigate({ to: "/settings/knowledge/collections" })}
        />
      ) : (
        !failed && <FormSkeleton fields={4} />
      )}
    </Page>
  );
}

export function AddKnowledgeCollectionPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { choices, error, retry } = useChoices();
  return (
    <Page title={t("knowledge.addCollection")} width="narrow" above={<Back />}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!choices && !error && <FormSkeleton fields={4} />}
      {choices && (
        <NewCollection {...choices} onAdded={() => void navigate({ to: "/settings/knowledge/collections" })} />
      )}
    </Page>
  );
}

/** The channels and teams a collection may apply to. */
function useChoices(): { choices: Choices | undefined; error: Error | null; retry: () => void } {
  const { t } = useWords();
  const channels = useQuery(queries.channels());
  const teams = useQuery(queries.teams());
  const retry = (): void => {
    for (const query of [channels, teams]) if (query.error) void query.refetch();
  };
  const error = channels.error ?? teams.error;
  if (!channels.data || !teams.data) return { choices: undefined, error, retry };
  const choices = {
    channels: channels.data.items.map(({ id, name, platform }) => ({
      id,
      label: name,
      hint: t(`platforms.${platform}`),
      icon: <PlatformIcon platform={platform} />,
    })),
    teams: teams.data.items.map(({ id, name }) => ({ id, label: name })),
  };
  return { choices, error, retry };
}

function Back(): ReactNode {
  const { t } = useWords();
  return <BackLink to="/settings/knowledge/collections">{t("knowledge.tabCollections")}</BackLink>;
}
