import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { lastActiveAt } from "../../ui/activity.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { clockOf, sessionLeft, WARNED_BEFORE_MS } from "./session-left.ts";
import classes from "./session-watch.module.css";
import { useSignOut } from "./use-sign-out.ts";

const LOOKS_EVERY_MS = 1000;

/** Warns two minutes before the session ends for want of activity; any sign of life, in any tab, keeps it. */
export function SessionWatch(): ReactNode {
  const { inactiveMinutes } = useMe();
  const { t } = useWords();
  const cache = useQueryClient();
  const signOut = useSignOut();
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    const timer = setInterval(() => {
      const now = sessionLeft(lastActiveAt(), inactiveMinutes, Date.now());
      setLeft(now <= WARNED_BEFORE_MS ? now : undefined);
      // The server decides; asking it shows the sign-in page when it agrees.
      if (now <= 0 && now > -LOOKS_EVERY_MS * 30) void cache.refetchQueries(queries.me());
    }, LOOKS_EVERY_MS);
    return () => clearInterval(timer);
  }, [cache, inactiveMinutes]);
  return (
    <Dialog opened={left !== undefined} onClose={() => setLeft(undefined)} title={t("shell.sessionTitle")}>
      <p className={classes.text} role="timer">
        {t("shell.sessionText", { time: clockOf(left ?? 0) })}
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void signOut()}>
          {t("shell.signOut")}
        </Button>
        <Button data-autofocus onClick={() => setLeft(undefined)}>
          {t("shell.sessionStay")}
        </Button>
      </div>
    </Dialog>
  );
}
