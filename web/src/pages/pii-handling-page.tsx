import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { MaskingForm } from "../features/organizations/masking/masking-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > PII handling (W128, W129). */
export function PiiHandlingPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.organization());
  return (
    <Page title={t("masking.title")} text={t("masking.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <MaskingForm organization={data} />}
    </Page>
  );
}
