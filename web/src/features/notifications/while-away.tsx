import type { NotificationList, NotificationView } from "@guichet/contract";
import { ActionIcon, Button } from "@mantine/core";
import { IconBell, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePreference } from "../../api/preference.ts";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { setBellOpened } from "./bell-door.ts";
import classes from "./notifications.module.css";

const HERE = "guichet.away-seen";

/** What happened while one was signed out, above every page after signing in, until it was looked at or hidden (W78). */
export function WhileAway(): ReactNode {
  const { t } = useWords();
  const [seen, setSeen] = useSeen();
  const { data } = useQuery({ ...queries.notifications(), select: offlineOnes });
  const items = (data ?? []).filter((item) => item.id > seen);
  const newest = items[0]?.id;
  const assigned = items.filter((item) => item.kind === "assigned").length;
  const hide = (): void => {
    if (newest !== undefined) setSeen(newest);
    document.getElementById("page")?.focus();
  };
  const show = (): void => {
    hide();
    setBellOpened(true);
  };
  return (
    <div className={classes.away} data-empty={items.length === 0 || undefined}>
      {items.length > 0 && <IconBell size={18} stroke={1.8} aria-hidden />}
      <div role="status" aria-label={t("notifications.title")} className={classes.awayWords}>
        {items.length > 0 &&
          (assigned > 0
            ? t("notifications.awayTitle", { count: assigned })
            : t("notifications.awayOther", { count: items.length }))}
      </div>
      {items.length > 0 && (
        <>
          <Button size="compact-sm" variant="default" onClick={show}>
            {t("notifications.awayShow")}
          </Button>
          <ActionIcon
            size={30}
            aria-label={t("notifications.awayHide")}
            title={t("notifications.awayHide")}
            onClick={hide}
          >
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        </>
      )}
    </div>
  );
}

/** Up to which it was looked at: kept for the person, and in this browser at once, for a page that is loaded again. */
function useSeen(): [seen: string, setSeen: (id: string) => void] {
  const [kept, keep] = usePreference("notifications.awaySeen", "");
  const here = readHere();
  return [
    [kept, here].sort().at(-1) ?? "",
    (id) => {
      try {
        localStorage.setItem(HERE, id);
      } catch {
        // Storage is blocked: the preference remains.
      }
      keep(id);
    },
  ];
}

function readHere(): string {
  try {
    return localStorage.getItem(HERE) ?? "";
  } catch {
    return "";
  }
}

function offlineOnes(list: NotificationList): NotificationView[] {
  return list.items.filter((item) => item.whileOffline && !item.read);
}
