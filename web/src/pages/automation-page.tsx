import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { AutomationEditor } from "../features/automations/automation-editor.tsx";
import { useNames } from "../features/automations/use-names.ts";
import { AutomationTryOut } from "../features/try-out/automation-try-out.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import type { Grantable } from "../ui/grant-list.tsx";
import { Page } from "../ui/page.tsx";
import { PlatformIcon } from "../ui/platform-icon.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** One automation, or a new one (R22). */
export function AutomationPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { automationId } = useParams({ strict: false }) as { automationId?: string };
  const isNew = automationId === "new";
  const { data, error, refetch } = useQuery(queries.automations());
  const channels = useChannels();
  const { names, error: namesError, retry } = useNames();
  const automation = isNew ? null : data?.items.find((one) => one.id === automationId);
  const failed = error ?? namesError ?? channels.error;
  const again = (): void => {
    if (error) void refetch();
    if (channels.error) channels.retry();
    retry();
  };
  return (
    <Page
      title={isNew ? t("automations.new") : (automation?.name ?? t("automations.title"))}
      above={<BackLink to="/settings/automations">{t("automations.back")}</BackLink>}
    >
      {failed !== null && <ErrorNotice error={failed} onRetry={again} />}
      {(!data || !names || !channels.items) && failed === null && <FormSkeleton />}
      {data && automation === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {data && names && channels.items && automation !== undefined && (
        <AutomationEditor
          key={automationId}
          automation={automation}
          names={names}
          channels={channels.items}
          reasonAsked={data.reasonAsked}
          tryPast={(draft) => <AutomationTryOut draft={draft} />}
          onDone={() => void navigate({ to: "/settings/automations" })}
        />
      )}
    </Page>
  );
}

function useChannels() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(queries.channels());
  const items = useMemo(
    () =>
      data?.items.map(
        (channel): Grantable => ({
          id: channel.id,
          label: channel.name,
          hint: t(`platforms.${channel.platform}`),
          icon: <PlatformIcon platform={channel.platform} size={18} framed />,
        }),
      ),
    [data, t],
  );
  return { items, error, retry: () => void refetch() };
}
