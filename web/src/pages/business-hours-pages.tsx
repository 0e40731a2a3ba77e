import { Button } from "@mantine/core";
import { IconClockHour4, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { HoursEditor } from "../features/business-hours/hours-editor.tsx";
import { HoursTable } from "../features/business-hours/hours-table.tsx";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { FormSkeleton, RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Business hours (W168). */
export function BusinessHoursPage(): ReactNode {
  const { t } = useWords();
  const hours = useQuery({ ...queries.businessHours(), staleTime: 0 });
  const channels = useQuery(queries.channels());
  const error = hours.error ?? channels.error;
  const ready = hours.data !== undefined && channels.data !== undefined;
  const add = (
    <Button component={Link} to="/settings/business-hours/new" leftSection={<IconPlus size={16} />}>
      {t("businessHours.add")}
    </Button>
  );
  return (
    <Page title={t("businessHours.title")} text={t("businessHours.text")} action={add}>
      {error && <ErrorNotice error={error} onRetry={() => void Promise.all([hours.refetch(), channels.refetch()])} />}
      {!ready && !error && <RowSkeletons avatar={false} />}
      {ready && hours.data.items.length === 0 && (
        <EmptyState icon={IconClockHour4} title={t("businessHours.emptyTitle")} action={add}>
          {t("businessHours.emptyText")}
        </EmptyState>
      )}
      {ready && hours.data.items.length > 0 && <HoursTable hours={hours.data.items} channels={channels.data.items} />}
    </Page>
  );
}

/** One set of business hours, or a new one. */
export function BusinessHoursSetPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { hoursId } = useParams({ from: "/signed-in/settings/business-hours/$hoursId" });
  // Another round begins with what the server has by then.
  const [round, setRound] = useState(0);
  const hours = useQuery(queries.businessHours());
  const channels = useQuery(queries.channels());
  const organization = useQuery(queries.organization());
  const error = hours.error ?? channels.error ?? organization.error;
  const one = hoursId === "new" ? null : hours.data?.items.find(({ id }) => id === hoursId);
  const ready = hours.data !== undefined && channels.data !== undefined && organization.data !== undefined;
  return (
    <Page
      title={hoursId === "new" ? t("businessHours.new") : (one?.name ?? t("businessHours.title"))}
      width="narrow"
      above={<BackLink to="/settings/business-hours">{t("businessHours.back")}</BackLink>}
    >
      {error && <ErrorNotice error={error} onRetry={() => void hours.refetch()} />}
      {!ready && !error && <FormSkeleton />}
      {ready && one === undefined && <ErrorNotice error={new Refusal("not_found", 404)} />}
      {ready && one !== undefined && (
        <HoursEditor
          key={`${hoursId} ${round}`}
          hours={one}
          all={hours.data.items}
          channels={channels.data.items}
          timeZone={organization.data.timeZone}
          onDone={() => void navigate({ to: "/settings/business-hours" })}
          onReload={() => setRound(round + 1)}
        />
      )}
    </Page>
  );
}
