import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { AuditLog } from "../features/organizations/audit-log.tsx";
import { nameOf as nameOfUser } from "../features/users/user-words.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";

/** Settings > Audit log. */
export function AuditLogPage(): ReactNode {
  const { t } = useWords();
  const log = useInfiniteQuery({
    queryKey: ["settings-changes"],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSettingsChanges, { query: { after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const nameOf = useNames();
  const changes = log.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t("settings.auditLog")} text={t("settings.auditLogText")}>
      {log.error && <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />}
      {!changes && !log.error && <RowSkeletons avatar={false} />}
      {changes?.length === 0 && (
        <EmptyState icon={IconHistory} title={t("settings.auditEmptyTitle")}>
          {t("settings.auditEmptyText")}
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
    </Page>
  );
}

/** Names for the ids that changes are written with; what is gone meanwhile keeps its id. */
function useNames(): (id: string) => string | undefined {
  const { data: users } = useQuery(queries.users());
  const { data: teams } = useQuery(queries.teams());
  const { data: channels } = useQuery(queries.channels());
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const user of users?.items ?? []) names.set(user.id, nameOfUser(user));
    for (const one of [...(teams?.items ?? []), ...(channels?.items ?? [])]) names.set(one.id, one.name);
    return (id) => names.get(id);
  }, [users, teams, channels]);
}
