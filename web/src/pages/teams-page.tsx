import { Button } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { AddTeamDialog } from "../features/users/add-team-dialog.tsx";
import { TeamList } from "../features/users/team-list.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Teams (W17, S23). */
export function TeamsPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(queries.teams());
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("teams.add")}
    </Button>
  );
  return (
    <Page title={t("teams.title")} text={t("teams.text")} action={add}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconUsersGroup} title={t("teams.emptyTitle")} action={add}>
          {t("teams.emptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <TeamList teams={data.items} />}
      <AddTeamDialog
        opened={adding}
        onClose={() => setAdding(false)}
        onAdded={(team) => void navigate({ to: "/settings/teams/$teamId", params: { teamId: team.id } })}
      />
    </Page>
  );
}
