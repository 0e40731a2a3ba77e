import { IconMailCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { ProblemGroups } from "../features/connectors/problem-groups.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Delivery problems (I16). */
export function DeliveryProblemsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.problemTotals());
  return (
    <Page title={t("problems.title")} text={t("problems.text")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.length === 0 && (
        <EmptyState icon={IconMailCheck} title={t("problems.emptyTitle")}>
          {t("problems.emptyText")}
        </EmptyState>
      )}
      {data && data.length > 0 && <ProblemGroups groups={data} />}
    </Page>
  );
}
