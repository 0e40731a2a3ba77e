import type { NotificationId, NotificationView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import { NotificationLine } from "./notification-line.tsx";
import classes from "./notifications.module.css";
import { readAll, readOne } from "./read-notifications.ts";

type Props = {
  readonly onLeave: () => void;
  /** What does not work now, above what happened. */
  readonly troubles: ReactNode;
};

/** What the bell shows: newest first, with ways to open and to mark as read (W145). */
export function NotificationList({ onLeave, troubles }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const { data, error, refetch } = useQuery(queries.notifications());
  const older = useOlder(data?.next ?? null);
  const items = data === undefined ? [] : [...data.items, ...older.items];
  const mark = (work: Promise<void>): void => {
    work.catch(() => toasts.show({ message: t("notifications.readFailed"), tone: "bad" }));
  };
  const onOpen = (item: NotificationView): void => {
    if (!item.read) mark(readOne(cache, item.id));
    onLeave();
  };
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <p className={classes.title}>{t("notifications.title")}</p>
        {(data?.unread ?? 0) > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => mark(readAll(cache))}>
            {t("notifications.readAll")}
          </Button>
        )}
      </div>
      <div className={classes.scroll}>
        {troubles}
        {error && !data && <ErrorNotice error={error} compact onRetry={() => void refetch()} />}
        {!data && !error && <RowSkeletons rows={3} />}
        {data && items.length === 0 && troubles === null && (
          <div data-autofocus tabIndex={-1} className={classes.nothing}>
            <p className={classes.title}>{t("notifications.empty")}</p>
            <p className={classes.text}>{t("notifications.emptyText")}</p>
          </div>
        )}
        {items.length > 0 && (
          <ul className={classes.list} aria-label={t("notifications.all")}>
            {items.map((item, index) => (
              <NotificationLine
                key={item.id}
                item={item}
                first={index === 0}
                onOpen={onOpen}
                onRead={({ id }) => mark(readOne(cache, id))}
              />
            ))}
          </ul>
        )}
        {older.error !== undefined && <ErrorNotice error={older.error} compact />}
        {older.next !== null && (
          <Button variant="subtle" fullWidth size="compact-md" loading={older.busy} onClick={older.fetch}>
            {t("notifications.older")}
          </Button>
        )}
      </div>
      <div className={classes.foot}>
        <Link to="/profile/notifications" onClick={onLeave}>
          {t("notifications.choices")}
        </Link>
      </div>
    </div>
  );
}

/** What was asked for beyond the newest page, for as long as the list is open. */
function useOlder(next: NotificationId | null) {
  const [pages, setPages] = useState<{ items: readonly NotificationView[]; next: NotificationId | null } | undefined>();
  const from = pages === undefined ? next : pages.next;
  const { run, busy, error } = useAction(async () => {
    if (from === null) return;
    const page = await call(routes.listNotifications, { query: { after: from } });
    setPages((before) => ({ items: [...(before?.items ?? []), ...page.items], next: page.next }));
  });
  return { items: pages?.items ?? [], next: from, busy, error, fetch: () => void run() };
}
