import { Button } from "@mantine/core";
import { IconPlus, IconRobot } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { AutomationList } from "../features/automations/automation-list.tsx";
import { useNames } from "../features/automations/use-names.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Routing and automation > Automations (R03, R22). */
export function AutomationsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ ...queries.automations(), staleTime: 0 });
  const { names, error: namesError, retry } = useNames();
  const add = (
    <Button component={Link} to="/settings/automations/new" leftSection={<IconPlus size={16} />}>
      {t("automations.add")}
    </Button>
  );
  const failed = error ?? namesError;
  const again = (): void => {
    if (error) void refetch();
    retry();
  };
  return (
    <Page title={t("automations.title")} text={t("automations.text")} action={add}>
      {failed !== null && <ErrorNotice error={failed} onRetry={again} />}
      {(!data || !names) && failed === null && <RowSkeletons avatar={false} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconRobot} title={t("automations.emptyTitle")} action={add}>
          {t("automations.emptyText")}
        </EmptyState>
      )}
      {data && names && data.items.length > 0 && <AutomationList automations={data.items} names={names} />}
    </Page>
  );
}
