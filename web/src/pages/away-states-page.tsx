import { Button } from "@mantine/core";
import { IconCoffee, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { AwayStateDialog } from "../features/users/away-state-dialog.tsx";
import { AwayStateList } from "../features/users/away-state-list.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Away states (W32, W33, W39). */
export function AwayStatesPage(): ReactNode {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(queries.awayStates());
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("awayStates.add")}
    </Button>
  );
  return (
    <Page title={t("awayStates.title")} text={t("awayStates.text")} action={add}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons avatar={false} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconCoffee} title={t("awayStates.emptyTitle")} action={add}>
          {t("awayStates.emptyText")}
        </EmptyState>
      )}
      {data && data.items.length > 0 && <AwayStateList states={data.items} />}
      <AwayStateDialog opened={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
