import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { ReasonDialog } from "../features/organizations/resolution-reasons/reason-dialog.tsx";
import { ReasonList } from "../features/organizations/resolution-reasons/reason-list.tsx";
import { ReasonsAsked } from "../features/organizations/resolution-reasons/reasons-asked.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Resolution reasons (W66, W172). */
export function ResolutionReasonsPage(): ReactNode {
  const { t } = useWords();
  const reasons = useQuery(queries.reasons());
  const channels = useQuery(queries.channels());
  const organization = useQuery(queries.organization());
  const [adding, setAdding] = useState(false);
  const error = reasons.error ?? channels.error ?? organization.error;
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("reasons.add")}
    </Button>
  );
  return (
    <Page title={t("reasons.title")} text={t("reasons.text")} action={add}>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => void Promise.all([reasons.refetch(), channels.refetch(), organization.refetch()])}
        />
      )}
      {!reasons.data && !error && <RowSkeletons avatar={false} />}
      {reasons.data && <ReasonList reasons={reasons.data} />}
      {channels.data && organization.data && (
        <ReasonsAsked channels={channels.data.items} organization={organization.data} />
      )}
      <ReasonDialog opened={adding} reason={undefined} onClose={() => setAdding(false)} />
    </Page>
  );
}
