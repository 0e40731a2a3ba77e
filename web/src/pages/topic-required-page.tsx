import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { TopicRequiredTable } from "../features/labels/topic-required-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Topic required to resolve (S07, W67). */
export function TopicRequiredPage(): ReactNode {
  const { t } = useWords();
  const channels = useQuery(queries.channels());
  const organization = useQuery(queries.organization());
  const topics = useQuery(queries.topics());
  const error = channels.error ?? organization.error ?? topics.error;
  const retry = (): void => {
    for (const query of [channels, organization, topics]) if (query.error) void query.refetch();
  };
  return (
    <Page title={t("settings.topicRequired")} text={t("topicRequired.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {channels.data && organization.data && topics.data ? (
        <TopicRequiredTable
          channels={channels.data.items}
          organization={organization.data}
          hasTopics={topics.data.items.some((topic) => topic.deletedAt === null)}
        />
      ) : (
        !error && <RowSkeletons />
      )}
    </Page>
  );
}
