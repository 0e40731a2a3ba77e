import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { MeProvider } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { TimeZoneProvider } from "../../locales/use-dates.ts";
import { LiveFeed } from "../../realtime/live-feed.tsx";
import { watchActivity } from "../../ui/activity.ts";
import { PaletteProvider } from "../palette/palette-provider.tsx";
import { SessionWatch } from "./session-watch.tsx";
import { Shell } from "./shell.tsx";
import { ShellSkeleton } from "./shell-skeleton.tsx";
import { useFollowMe } from "./use-follow-me.ts";

/** Around every page that needs somebody signed in: who, in which language and look, the live feed, commands, the frame. */
export function SignedIn(): ReactNode {
  const { data: me } = useQuery(queries.me());
  useEffect(watchActivity, []);
  useFollowMe(me);
  if (!me) return <ShellSkeleton />;
  return (
    <MeProvider value={me}>
      <TimeZoneProvider value={me.timeZone}>
        <PaletteProvider>
          <LiveFeed />
          <SessionWatch />
          <Shell />
        </PaletteProvider>
      </TimeZoneProvider>
    </MeProvider>
  );
}
