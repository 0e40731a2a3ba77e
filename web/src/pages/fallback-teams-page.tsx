import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { FallbackTeams } from "../features/routing/fallback-teams.tsx";
import { NoTeamWarning } from "../features/routing/no-team-warning.tsx";
import { Rerouting } from "../features/routing/rerouting.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Skill sets > Configure default fallback teams (R60, R61). */
export function FallbackTeamsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ ...queries.fallbackTeams(), staleTime: 0 });
  return (
    <Page
      title={t("skillSets.fallbackTitle")}
      text={t("skillSets.fallbackText")}
      above={<BackLink to="/settings/skill-sets">{t("skillSets.back")}</BackLink>}
    >
      <NoTeamWarning place="fallback" />
      <Rerouting />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data && <FallbackTeams teamIds={data} />}
    </Page>
  );
}
