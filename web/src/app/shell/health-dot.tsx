import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { type LiveHealth, useLiveHealth } from "../../api/live-health.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./health-dot.module.css";

const WORDS: Record<LiveHealth, { long: WordKey; short?: WordKey }> = {
  connecting: { long: "shell.healthConnecting" },
  live: { long: "shell.healthLive" },
  reconnecting: { long: "shell.healthReconnecting", short: "shell.healthReconnectingShort" },
  offline: { long: "shell.healthOffline", short: "shell.healthOfflineShort" },
};

/** Whether what one sees is the present. Quiet while it is; says so in words when it is not. */
export function HealthDot(): ReactNode {
  const { t } = useWords();
  const health = useLiveHealth();
  const { long, short } = WORDS[health];
  return (
    <Tooltip label={t(long)} multiline maw={260}>
      <span className={classes.health} data-health={health} role="status">
        <span className={classes.dot} aria-hidden />
        {short ? <span className={classes.short}>{t(short)}</span> : <span className={classes.unseen}>{t(long)}</span>}
      </span>
    </Tooltip>
  );
}
