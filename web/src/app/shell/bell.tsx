import type { ChannelTrouble } from "@guichet/contract";
import { ActionIcon, Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { queries } from "../../api/queries.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./bell.module.css";

/** What needs attention, also what was hidden above the page: today the channels that do not work (I15). */
export function Bell(): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const { data: troubles = [] } = useQuery({ ...queries.bootstrap(), select: (world) => world.troubles });
  const count = troubles.length;
  const name = count === 0 ? t("shell.notifications") : t("shell.notificationsCount", { count });
  return (
    <Popover position="bottom-end" width={320} radius="lg" opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={34} aria-label={name} className={classes.bell} onClick={() => setOpened(!opened)}>
          <IconBell size={18} stroke={1.7} />
          {count > 0 && <span className={classes.count}>{count}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("shell.notifications")}>
        {count === 0 ? (
          <div data-autofocus tabIndex={-1} className={classes.nothing}>
            <p className={classes.title}>{t("shell.noNotifications")}</p>
            <p className={classes.text}>{t("shell.noNotificationsText")}</p>
          </div>
        ) : (
          <ul className={classes.list}>
            {troubles.map((trouble) => (
              <Line key={trouble.channelId} trouble={trouble} onLeave={() => setOpened(false)} />
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Line({ trouble, onLeave }: { readonly trouble: ChannelTrouble; readonly onLeave: () => void }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { channelId, kind, mayMend, name, since } = trouble;
  return (
    <li>
      <p className={classes.title}>
        {t(kind === "silent" ? "shell.troubleSilent" : "shell.troubleReconnect", { channel: name })}
      </p>
      <p className={classes.text}>
        {since && dates.ago(since)}
        {mayMend && (
          <Link to="/settings/channels/$channelId" params={{ channelId }} onClick={onLeave}>
            {t("shell.troubleOpen")}
          </Link>
        )}
      </p>
    </li>
  );
}
