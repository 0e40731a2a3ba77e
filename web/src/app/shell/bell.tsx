import type { ChannelTrouble } from "@guichet/contract";
import { ActionIcon, Popover } from "@mantine/core";
import { IconBell, IconBellCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { queries } from "../../api/queries.ts";
import { setBellOpened, useBellOpened } from "../../features/notifications/bell-door.ts";
import { readAll } from "../../features/notifications/read-notifications.ts";
import { isMany, useUnread } from "../../features/notifications/use-notifications.ts";
import { useDates } from "../../locales/use-dates.ts";
import { type Say, useWords } from "../../locales/use-words.ts";
import { useCommand } from "../../ui/commands.tsx";
import classes from "./bell.module.css";

const NotificationList = lazy(async () => ({
  default: (await import("../../features/notifications/notification-list.tsx")).NotificationList,
}));
const close = (): void => setBellOpened(false);

/** What one is told of, with the number of what is unread (W145), and the channels that do not work now (I15). */
export function Bell(): ReactNode {
  const { t } = useWords();
  const opened = useBellOpened();
  const unread = useUnread();
  const { data: troubles = [] } = useQuery({ ...queries.bootstrap(), select: (world) => world.troubles });
  // Who may mend a channel is told of it by a notification of its own; everybody else by the trouble itself.
  const count = unread + troubles.filter((trouble) => !trouble.mayMend).length;
  useBellCommands(unread);
  return (
    <Popover
      position="bottom-end"
      width={380}
      radius="lg"
      opened={opened}
      onChange={setBellOpened}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          size={34}
          aria-label={nameOf(count, unread, t)}
          className={classes.bell}
          onClick={() => setBellOpened(!opened)}
        >
          <IconBell size={18} stroke={1.7} />
          {count > 0 && <span className={classes.count}>{isMany(unread) ? "99+" : count}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("notifications.title")} className={classes.dropdown}>
        <Suspense fallback={<div className={classes.waiting} />}>
          <NotificationList
            onLeave={close}
            troubles={
              troubles.length === 0 ? null : (
                <ul className={classes.list} aria-label={t("notifications.troubles")}>
                  {troubles.map((trouble) => (
                    <Line key={trouble.channelId} trouble={trouble} />
                  ))}
                </ul>
              )
            }
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function nameOf(count: number, unread: number, t: Say): string {
  if (count === 0) return t("notifications.title");
  return isMany(unread) ? t("notifications.countMany", { count: 99 }) : t("notifications.count", { count });
}

function useBellCommands(unread: number): void {
  const { t } = useWords();
  const cache = useQueryClient();
  const group = t("shell.actions");
  useCommand({
    id: "notifications.open",
    label: t("notifications.open"),
    group,
    icon: IconBell,
    search: t("notifications.openSearch"),
    run: () => setBellOpened(true),
  });
  useCommand({
    id: "notifications.readAll",
    label: t("notifications.readAllCommand"),
    group,
    icon: IconBellCheck,
    when: unread > 0,
    run: () => void readAll(cache).catch(() => undefined),
  });
}

function Line({ trouble }: { readonly trouble: ChannelTrouble }): ReactNode {
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
          <Link to="/settings/channels/$channelId" params={{ channelId }} onClick={close}>
            {t("shell.troubleOpen")}
          </Link>
        )}
      </p>
    </li>
  );
}
