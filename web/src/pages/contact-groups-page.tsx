import { Button } from "@mantine/core";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { GroupTable } from "../features/contacts/settings/group-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Contact groups (W115, W171). */
export function ContactGroupsPage(): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ ...queries.contactGroups(), staleTime: 0 });
  const add = (
    <Button component={Link} to="/settings/contact-groups/new" leftSection={<IconPlus size={16} />}>
      {t("contactSettings.groupAdd")}
    </Button>
  );
  return (
    <Page title={t("contactSettings.groups")} text={t("contactSettings.groupsText")} action={add}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconUsers} title={t("contactSettings.groupsEmptyTitle")} action={add}>
          {t("contactSettings.groupsEmptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <GroupTable groups={data.items} fields={data.fields} />}
    </Page>
  );
}
