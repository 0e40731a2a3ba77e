import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { AuditLog } from "../features/organizations/audit-log.tsx";
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
          loading={log.isFetchingNextPage}
          onMore={log.hasNextPage ? () => void log.fetchNextPage() : undefined}
        />
      )}
    </Page>
  );
}
