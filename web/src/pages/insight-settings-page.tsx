import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { InsightSettingsForm } from "../features/insights/insight-settings-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Real-time insights (W149). */
export function InsightSettingsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.organization());
  return (
    <Page title={t("insightSettings.title")} text={t("insightSettings.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <InsightSettingsForm organization={data} />}
    </Page>
  );
}
