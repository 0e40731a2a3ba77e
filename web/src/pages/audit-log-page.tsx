import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { actionsNamed } from "../features/organizations/action-words.ts";
import { AuditLog } from "../features/organizations/audit-log.tsx";
import { AuditLogFilter, type LogWish, NO_WISH, queryOf } from "../features/organizations/audit-log-filter.tsx";
import { nameOf as nameOfUser } from "../features/users/user-words.tsx";
import { useDates } from "../locales/use-dates.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

const LOOK_MS = 5000;
/** Fewer than this on the screen: look further back without being asked. */
const FEW = 25;

/** Settings > Audit log (W170). */
export function AuditLogPage(): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const [wish, setWish] = useState<LogWish>(NO_WISH);
  const wanted = useDeferredValue(wish);
  const query = useMemo(() => queryOf(wanted, actionsNamed(wanted.search, t)), [wanted, t]);
  const log = useLog(query);
  const nameOf = useNames();
  const changes = log.data?.pages.flatMap((page) => page.items);
  const lookedBackTo = log.data?.pages.at(-1)?.lookedBackTo ?? null;
  const searching = Object.keys(query).length > 0;
  return (
    <Page title={t("settings.auditLog")} text={t("settings.auditLogText")}>
      <AuditLogFilter wish={wish} query={query} onWish={setWish} />
      {log.error && <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />}
      {!changes && !log.error && <RowSkeletons avatar={false} />}
      {changes?.length === 0 && !log.hasNextPage && (
        <EmptyState icon={IconHistory} title={t(searching ? "settings.auditNoneTitle" : "settings.auditEmptyTitle")}>
          {t(searching ? "settings.auditNoneText" : "settings.auditEmptyText")}
        </EmptyState>
      )}
      {changes && changes.length > 0 && (
        <AuditLog
          changes={changes}
          nameOf={nameOf}
          loading={log.isFetchingNextPage}
          onMore={log.hasNextPage ? () => void log.fetchNextPage() : undefined}
        />
      )}
      <p role="status">
        {searching && log.hasNextPage && lookedBackTo !== null
          ? t("settings.auditLookedBack", { date: dates.format(lookedBackTo, "dateTime") })
          : ""}
      </p>
    </Page>
  );
}

type Query = ReturnType<typeof queryOf>;

/** The pages of the log; what others change appears within seconds, and what is rarely found is looked for further back. */
function useLog(query: Query) {
  const log = useInfiniteQuery({
    queryKey: ["settings-changes", query],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSettingsChanges, { query: { ...query, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const newest = useQuery({
    queryKey: ["settings-changes-newest", query],
    queryFn: ({ signal }) => call(routes.listSettingsChanges, { query, signal }),
    refetchInterval: LOOK_MS,
    staleTime: 0,
  }).data?.items[0]?.id;
  const shown = log.data?.pages[0]?.items[0]?.id;
  const { refetch, fetchNextPage, hasNextPage, isFetching } = log;
  useEffect(() => {
    if (newest !== undefined && newest !== shown && !isFetching) void refetch();
  }, [newest, shown, isFetching, refetch]);
  const found = log.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? FEW;
  useEffect(() => {
    if (found < FEW && hasNextPage && !isFetching) void fetchNextPage();
  }, [found, hasNextPage, isFetching, fetchNextPage]);
  return log;
}

/** Names for the ids that changes are written with; what is gone meanwhile keeps its id. */
function useNames(): (id: string) => string | undefined {
  const { data: users } = useQuery(queries.users());
  const { data: teams } = useQuery(queries.teams());
  const { data: channels } = useQuery(queries.channels());
  const { data: reasons } = useQuery(queries.reasons());
  const { data: topics } = useQuery(queries.topics());
  const { data: tags } = useQuery(queries.tags());
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const user of users?.items ?? []) names.set(user.id, nameOfUser(user));
    for (const list of [teams?.items, channels?.items, reasons, topics?.items, tags?.items])
      for (const one of list ?? []) names.set(one.id, one.name);
    return (id) => names.get(id);
  }, [users, teams, channels, reasons, topics, tags]);
}
