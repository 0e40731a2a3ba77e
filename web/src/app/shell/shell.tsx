import { useMediaQuery } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { usePreference } from "../../api/preference.ts";
import { useWaitingCall } from "../../features/notifications/use-waiting-call.ts";
import { WhileAway } from "../../features/notifications/while-away.tsx";
import { useWords } from "../../locales/use-words.ts";
import { useTitleBadge } from "../../ui/page-title.ts";
import { useIsPhone } from "../../ui/use-is-phone.ts";
import { ChannelTroubles } from "./channel-troubles.tsx";
import { Rail } from "./rail.tsx";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar.tsx";
import { useCounts } from "./use-counts.ts";
import { useFrameCommands } from "./use-frame-commands.ts";

const PhoneRail = lazy(async () => ({ default: (await import("./phone-rail.tsx")).PhoneRail }));

/** The frame of every page: the rail on the left, the bar at the top, the page as a card (S01, W01–W09). */
export function Shell(): ReactNode {
  const { t } = useWords();
  const wide = useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false });
  const phone = useIsPhone();
  // Remembered apart for wide and narrow pages: folding it on a laptop should not fold it on the big screen.
  const [folded, setFolded] = usePreference(wide ? "rail.folded" : "rail.foldedNarrow", !wide);
  const [drawer, setDrawer] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(() => setDrawer(false), [path]);
  useFrameCommands({ folded, setFolded });
  const waiting = useCounts()?.new;
  useTitleBadge(waiting ?? 0);
  useWaitingCall(waiting);
  return (
    <div className={classes.shell} data-folded={folded || undefined}>
      <a className={classes.skip} href="#page">
        {t("shell.skip")}
      </a>
      {!phone && <Rail folded={folded} onFold={setFolded} />}
      {phone && drawer && (
        <Suspense>
          <PhoneRail onClose={() => setDrawer(false)} />
        </Suspense>
      )}
      <TopBar onMenu={phone ? () => setDrawer(true) : undefined} />
      <div className={classes.body}>
        <ChannelTroubles />
        <WhileAway />
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
