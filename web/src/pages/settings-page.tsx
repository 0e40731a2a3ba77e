import { Outlet, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { NoTeamWarning } from "../features/routing/no-team-warning.tsx";
import { SettingsNav } from "../features/settings/settings-nav.tsx";
import { useSettingsCommands } from "../features/settings/use-settings-commands.ts";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import classes from "./settings-page.module.css";

/** Settings: the tree at the left, the page at the right; on a narrow screen one after the other. */
export function SettingsPage(): ReactNode {
  const { t } = useWords();
  useSettingsCommands();
  // Deeper pages lead back to their own list, and Settings itself nowhere.
  const isSection = useRouterState({ select: (state) => /^\/settings\/[^/]+\/?$/.test(state.location.pathname) });
  const isRoot = useRouterState({ select: (state) => /^\/settings\/?$/.test(state.location.pathname) });
  return (
    <div className={classes.settings}>
      <div className={classes.tree}>
        <SettingsNav />
      </div>
      <div className={classes.page}>
        {isSection && (
          <div className={classes.back}>
            <BackLink to="/settings">{t("settings.back")}</BackLink>
          </div>
        )}
        <div className={classes.content}>
          {isRoot && <NoTeamWarning place="settings" />}
          <Outlet />
        </div>
      </div>
    </div>
  );
}
