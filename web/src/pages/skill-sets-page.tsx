import { Button } from "@mantine/core";
import { IconPlus, IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { NoTeamWarning } from "../features/routing/no-team-warning.tsx";
import { Rerouting } from "../features/routing/rerouting.tsx";
import { SkillSetTable } from "../features/routing/skill-set-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";
import classes from "./skill-sets-page.module.css";

/** Settings > Skill sets (R40). */
export function SkillSetsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ ...queries.skillSets(), staleTime: 0 });
  const add = (
    <Button component={Link} to="/settings/skill-sets/new" leftSection={<IconPlus size={16} />}>
      {t("skillSets.add")}
    </Button>
  );
  return (
    <Page title={t("skillSets.title")} text={t("skillSets.text")} action={add}>
      <NoTeamWarning place="settings" />
      <Rerouting />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.length === 0 && (
        <EmptyState icon={IconRoute} title={t("skillSets.emptyTitle")} action={add}>
          {t("skillSets.emptyText")}
        </EmptyState>
      )}
      {data && data.length > 0 && <SkillSetTable skillSets={data} />}
      <p className={classes.links}>
        <Link to="/settings/skill-sets/fallback">{t("skillSets.fallbackLink")}</Link>
        <Link to="/settings/audit-log">{t("skillSets.changes")}</Link>
      </p>
    </Page>
  );
}
