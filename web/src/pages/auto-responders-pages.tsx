import { Button } from "@mantine/core";
import { IconMessageBolt, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { ResponderEditor } from "../features/virtual-agents/responder-editor.tsx";
import { ResponderTable } from "../features/virtual-agents/responder-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton, RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Virtual agents > Auto responders (R81). */
export function AutoRespondersPage(): ReactNode {
  const { t } = useWords();
  const responders = useQuery({ ...queries.autoResponders(), staleTime: 0 });
  const channels = useQuery(queries.channels());
  const error = responders.error ?? channels.error;
  const ready = responders.data !== undefined && channels.data !== undefined;
  const add = (
    <Button component={Link} to="/settings/auto-responders/new" leftSection={<IconPlus size={16} />}>
      {t("autoResponders.add")}
    </Button>
  );
  return (
    <Page title={t("autoResponders.title")} text={t("autoResponders.text")} action={add}>
      {error && (
        <ErrorNotice error={error} onRetry={() => void Promise.all([responders.refetch(), channels.refetch()])} />
      )}
      {!ready && !error && <RowSkeletons avatar={false} />}
      {ready && responders.data.items.length === 0 && (
        <EmptyState icon={IconMessageBolt} title={t("autoResponders.emptyTitle")} action={add}>
          {t("autoResponders.emptyText")}
        </EmptyState>
      )}
      {ready && responders.data.items.length > 0 && (
        <ResponderTable responders={responders.data.items} channels={channels.data.items} />
      )}
    </Page>
  );
}

/** One auto responder, or a new one. */
export function AutoResponderPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { responderId } = useParams({ from: "/signed-in/settings/auto-responders/$responderId" });
  // Another round begins with what the server has by then.
  const [round, setRound] = useState(0);
  const responders = useQuery(queries.autoResponders());
  const channels = useQuery(queries.channels());
  const error = responders.error ?? channels.error;
  const one = responderId === "new" ? null : responders.data?.items.find(({ id }) => id === responderId);
  const ready = responders.data !== undefined && channels.data !== undefined;
  return (
    <Page
      title={responderId === "new" ? t("autoResponders.new") : (one?.name ?? t("autoResponders.title"))}
      width="narrow"
      above={<BackLink to="/settings/auto-responders">{t("autoResponders.title")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={() => void responders.refetch()} />}
      {!ready && !error && <FormSkeleton />}
      {ready && one === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {ready && one !== undefined && (
        <ResponderEditor
          key={`${responderId} ${round}`}
          responder={one}
          channels={channels.data.items}
          onCreated={(saved) =>
            void navigate({ to: "/settings/auto-responders/$responderId", params: { responderId: saved.id } })
          }
          onDone={() => void navigate({ to: "/settings/auto-responders" })}
          onReload={() => setRound(round + 1)}
        />
      )}
    </Page>
  );
}
