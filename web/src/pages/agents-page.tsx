import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { UserList } from "../features/users/user-list.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Agents (W10–W17). */
export function AgentsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.users());
  const action = (
    <Button component={Link} to="/settings/agents/new" leftSection={<IconPlus size={16} />}>
      {t("users.add")}
    </Button>
  );
  return (
    <Page title={t("users.title")} text={t("users.text")} action={action}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons />}
      {data && <UserList users={data.items} />}
    </Page>
  );
}
