import type { NotificationView } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import {
  IconAlarm,
  IconAlertTriangle,
  IconAt,
  IconCheck,
  IconClockPlay,
  IconMessageReply,
  IconPlugConnectedX,
  IconUserCheck,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import type { Icon } from "../../ui/icon.ts";
import { notificationPlace, notificationWords } from "./notification-words.ts";
import classes from "./notifications.module.css";

const ICONS: Record<NotificationView["kind"], Icon> = {
  assigned: IconUserCheck,
  answered: IconMessageReply,
  mentioned: IconAt,
  send_failed: IconAlertTriangle,
  boomerang: IconClockPlay,
  sla_breach: IconAlarm,
  channel_trouble: IconPlugConnectedX,
};

type Props = {
  readonly item: NotificationView;
  readonly first: boolean;
  readonly onOpen: (item: NotificationView) => void;
  readonly onRead: (item: NotificationView) => void;
};

/** One notification: open it, or mark it as read. */
export function NotificationLine({ item, first, onOpen, onRead }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const Sign = ICONS[item.kind];
  const isGone = item.conversation === null && item.kind !== "channel_trouble";
  return (
    <li className={classes.line} data-unread={!item.read || undefined}>
      <Link
        {...notificationPlace(item)}
        className={classes.open}
        onClick={() => onOpen(item)}
        {...(first ? { "data-autofocus": true } : {})}
      >
        <span className={classes.sign} data-kind={item.kind} aria-hidden>
          <Sign size={17} stroke={1.8} />
        </span>
        <span className={classes.words}>
          <span className={classes.sentence}>
            {!item.read && <span className={classes.unseen}>{t("notifications.unread")}: </span>}
            {notificationWords(item, t)}
          </span>
          {isGone && <span className={classes.gone}>{t("notifications.deleted")}</span>}
          <span className={classes.meta}>
            <time dateTime={item.at} title={dates.format(item.at, "dateTime")}>
              {dates.ago(item.at)}
            </time>
            {item.kind !== "channel_trouble" && <span> · {item.channel.name}</span>}
            {item.whileOffline && <span> · {t("notifications.whileAway")}</span>}
          </span>
        </span>
      </Link>
      {!item.read && (
        <ActionIcon
          size={30}
          className={classes.read}
          aria-label={`${t("notifications.readOne")}: ${notificationWords(item, t)}`}
          title={t("notifications.readOne")}
          onClick={() => onRead(item)}
        >
          <IconCheck size={16} stroke={1.9} />
        </ActionIcon>
      )}
    </li>
  );
}
