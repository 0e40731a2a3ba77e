import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { lastActiveAt } from "../../ui/activity.ts";
import { clockOf, sessionLeft, WARNED_BEFORE_MS } from "./session-left.ts";

const SessionDialog = lazy(async () => ({ default: (await import("./session-dialog.tsx")).SessionDialog }));
const LOOKS_EVERY_MS = 1000;
/** For so long after the end the server is asked whether it agrees. */
const ASKS_FOR_MS = 30_000;

/** Warns two minutes before the session ends for want of activity; any sign of life, in any tab, keeps it (W24). */
export function SessionWatch(): ReactNode {
  const { inactiveMinutes } = useMe();
  const cache = useQueryClient();
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    const timer = setInterval(() => {
      const now = sessionLeft(lastActiveAt(), inactiveMinutes, Date.now());
      setLeft(now <= WARNED_BEFORE_MS ? now : undefined);
      // The server decides; asking it shows the sign-in page when it agrees.
      if (now <= 0 && now > -ASKS_FOR_MS) void cache.refetchQueries(queries.me());
    }, LOOKS_EVERY_MS);
    return () => clearInterval(timer);
  }, [cache, inactiveMinutes]);
  if (left === undefined) return null;
  return (
    <Suspense>
      <SessionDialog time={clockOf(left)} onStay={() => setLeft(undefined)} />
    </Suspense>
  );
}
