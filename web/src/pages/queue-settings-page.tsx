import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { QueueForm } from "../features/organizations/queue-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Queue (W58, W65). */
export function QueueSettingsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.organization());
  return (
    <Page title={t("queue.title")} text={t("queue.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <QueueForm organization={data} />}
    </Page>
  );
}
