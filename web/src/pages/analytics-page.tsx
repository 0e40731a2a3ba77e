import { IconActivityHeartbeat, IconFileExport, IconReportAnalytics } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { WordKey } from "../locales/catalog.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import type { Icon } from "../ui/icon.ts";
import { LinkTabs } from "../ui/link-tabs.tsx";
import { Page } from "../ui/page.tsx";

/** Analytics: Monitoring, Reports, Exports (W03). */
export function AnalyticsPage(): ReactNode {
  const { t } = useWords();
  const tabs = [
    { to: "/analytics/monitoring", label: t("shell.monitoring") },
    { to: "/analytics/reports", label: t("shell.reports") },
    { to: "/analytics/exports", label: t("shell.exports") },
  ];
  return (
    <Page title={t("shell.analytics")} below={<LinkTabs label={t("shell.analytics")} tabs={tabs} />}>
      <Outlet />
    </Page>
  );
}

export function MonitoringPage(): ReactNode {
  return <Coming name="shell.monitoring" text="shell.monitoringText" icon={IconActivityHeartbeat} />;
}

export function ReportsPage(): ReactNode {
  return <Coming name="shell.reports" text="shell.reportsText" icon={IconReportAnalytics} />;
}

export function ExportsPage(): ReactNode {
  return <Coming name="shell.exports" text="shell.exportsText" icon={IconFileExport} />;
}

/** Says plainly what will stand here, instead of showing something that does not work. */
function Coming({ name, text, icon }: { name: WordKey; text: WordKey; icon: Icon }): ReactNode {
  const { t } = useWords();
  return (
    <EmptyState icon={icon} title={t("shell.comingTitle", { page: t(name) })}>
      <p>{t(text)}</p>
      <p>{t("shell.comingText")}</p>
    </EmptyState>
  );
}
