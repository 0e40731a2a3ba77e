import {
  IconActivityHeartbeat,
  IconAddressBook,
  IconArchive,
  IconChartBar,
  IconClockPause,
  IconFileExport,
  IconInbox,
  IconReportAnalytics,
  IconSearch,
  IconSparkles,
  IconUsers,
} from "@tabler/icons-react";
import type { WordKey } from "../../locales/catalog.ts";
import type { Icon } from "../../ui/icon.ts";

export type NavEntry = {
  readonly to: string;
  readonly word: WordKey;
  readonly icon: Icon;
  readonly count?: "new" | "pending";
  readonly go: WordKey;
};
export type NavGroup = { readonly word: WordKey; readonly icon: Icon; readonly entries: readonly NavEntry[] };

/** The upper part of the left navigation (S01, W01–W03). */
export const NAV: readonly NavGroup[] = [
  {
    word: "shell.sharedInbox",
    icon: IconInbox,
    entries: [
      { to: "/inbox/new", word: "shell.new", icon: IconSparkles, count: "new", go: "shell.goToNew" },
      { to: "/inbox/pending", word: "shell.pending", icon: IconClockPause, count: "pending", go: "shell.goToPending" },
      { to: "/inbox/resolved", word: "shell.resolved", icon: IconArchive, go: "shell.goToResolved" },
      { to: "/search", word: "shell.search", icon: IconSearch, go: "shell.goToSearch" },
    ],
  },
  {
    word: "shell.contactsGroup",
    icon: IconAddressBook,
    entries: [{ to: "/contacts", word: "shell.contacts", icon: IconUsers, go: "shell.goToContacts" }],
  },
  {
    word: "shell.analytics",
    icon: IconChartBar,
    entries: [
      {
        to: "/analytics/monitoring",
        word: "shell.monitoring",
        icon: IconActivityHeartbeat,
        go: "shell.goToMonitoring",
      },
      { to: "/analytics/reports", word: "shell.reports", icon: IconReportAnalytics, go: "shell.goToReports" },
      { to: "/analytics/exports", word: "shell.exports", icon: IconFileExport, go: "shell.goToExports" },
    ],
  },
];
