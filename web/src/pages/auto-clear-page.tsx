import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { AutoClearForm } from "../features/contacts/settings/auto-clear-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Auto-clear contact attributes (W117). */
export function AutoClearPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.contactSettings());
  return (
    <Page title={t("contactSettings.autoClear")} text={t("contactSettings.autoClearText")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <AutoClearForm settings={data} />}
    </Page>
  );
}
