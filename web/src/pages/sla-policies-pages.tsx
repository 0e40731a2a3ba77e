import { Button } from "@mantine/core";
import { IconAlarm, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { PolicyEditor } from "../features/sla/policy-editor.tsx";
import { PolicyTable } from "../features/sla/policy-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton, RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > SLA policies (R82). */
export function SlaPoliciesPage(): ReactNode {
  const { t } = useWords();
  const policies = useQuery({ ...queries.slaPolicies(), staleTime: 0 });
  const channels = useQuery(queries.channels());
  const error = policies.error ?? channels.error;
  const ready = policies.data !== undefined && channels.data !== undefined;
  const add = (
    <Button component={Link} to="/settings/sla-policies/new" leftSection={<IconPlus size={16} />}>
      {t("slaSettings.add")}
    </Button>
  );
  return (
    <Page title={t("slaSettings.title")} text={t("slaSettings.text")} action={add}>
      {error && (
        <ErrorNotice error={error} onRetry={() => void Promise.all([policies.refetch(), channels.refetch()])} />
      )}
      {!ready && !error && <RowSkeletons avatar={false} />}
      {ready && policies.data.items.length === 0 && (
        <EmptyState icon={IconAlarm} title={t("slaSettings.emptyTitle")} action={add}>
          {t("slaSettings.emptyText")}
        </EmptyState>
      )}
      {ready && policies.data.items.length > 0 && (
        <PolicyTable policies={policies.data.items} channels={channels.data.items} />
      )}
    </Page>
  );
}

/** One SLA policy, or a new one. */
export function SlaPolicyPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { policyId } = useParams({ from: "/signed-in/settings/sla-policies/$policyId" });
  // Another round begins with what the server has by then.
  const [round, setRound] = useState(0);
  const policies = useQuery(queries.slaPolicies());
  const channels = useQuery(queries.channels());
  const error = policies.error ?? channels.error;
  const one = policyId === "new" ? null : policies.data?.items.find(({ id }) => id === policyId);
  const ready = policies.data !== undefined && channels.data !== undefined;
  return (
    <Page
      title={policyId === "new" ? t("slaSettings.new") : (one?.name ?? t("slaSettings.title"))}
      width="narrow"
      above={<BackLink to="/settings/sla-policies">{t("slaSettings.back")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={() => void policies.refetch()} />}
      {!ready && !error && <FormSkeleton />}
      {ready && one === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {ready && one !== undefined && (
        <PolicyEditor
          key={`${policyId} ${round}`}
          policy={one}
          all={policies.data.items}
          channels={channels.data.items}
          onDone={() => void navigate({ to: "/settings/sla-policies" })}
          onReload={() => setRound(round + 1)}
        />
      )}
    </Page>
  );
}
