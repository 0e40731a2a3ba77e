import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { PreferencesForm } from "../features/organizations/preferences-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Preferences (T16, W24). */
export function PreferencesPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.organization());
  return (
    <Page title={t("settings.preferences")} text={t("settings.preferencesText")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <PreferencesForm organization={data} />}
    </Page>
  );
}
