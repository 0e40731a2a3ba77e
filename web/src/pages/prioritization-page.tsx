import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { PrioritizationForm } from "../features/routing/prioritization-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { PlatformIcon } from "../ui/platform-icon.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Prioritization (R77, W48). */
export function PrioritizationPage(): ReactNode {
  const { t } = useWords();
  const prioritization = useQuery(queries.prioritization());
  const topics = useQuery(queries.topics());
  const groups = useQuery(queries.contactGroups());
  const channels = useQuery(queries.channels());
  const all = [prioritization, topics, groups, channels];
  const error = all.find((query) => query.error)?.error;
  const retry = (): void => {
    for (const query of all) if (query.error) void query.refetch();
  };
  return (
    <Page title={t("prioritization.title")} text={t("prioritization.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {prioritization.data && topics.data && groups.data && channels.data ? (
        <PrioritizationForm
          prioritization={prioritization.data}
          topics={topics.data.items
            .filter((topic) => topic.deletedAt === null)
            .map(({ id, name }) => ({ id, label: name }))}
          groups={groups.data.items.map(({ id, name }) => ({ id, label: name }))}
          channels={channels.data.items.map(({ id, name, platform }) => ({
            id,
            label: name,
            hint: t(`platforms.${platform}`),
            icon: <PlatformIcon platform={platform} />,
          }))}
        />
      ) : (
        !error && <FormSkeleton fields={4} />
      )}
    </Page>
  );
}
