import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { RemoveAssignment } from "../features/organizations/remove-assignment.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Settings > Remove assignment (W76, W77). */
export function RemoveAssignmentPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.organization());
  return (
    <Page title={t("removeAssignment.title")} text={t("removeAssignment.text")} width="narrow">
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <FormSkeleton />}
      {data && <RemoveAssignment organization={data} />}
    </Page>
  );
}
