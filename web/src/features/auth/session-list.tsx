import { Badge, Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { deviceOf, isHandheld } from "./device-name.ts";
import classes from "./session-list.module.css";

/** Every session of who is signed in, and how to end them. */
export function SessionList(): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery(queries.sessions());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={3} />;
  const endOthers = async (): Promise<void> => {
    await call(routes.endOtherSessions);
    await cache.invalidateQueries({ queryKey: ["sessions"] });
    toasts.show({ message: t("profile.othersEnded"), tone: "good" });
  };
  const sorted = data.items.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastActiveAt.localeCompare(a.lastActiveAt),
  );
  return (
    <div className={classes.sessions}>
      <ul className={classes.list}>
        {sorted.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {data.items.length > 1 && (
        <div>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("profile.endOthers")}
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("profile.endOthersTitle")}
        confirmLabel={t("profile.endOthers")}
        onConfirm={endOthers}
      >
        {t("profile.endOthersText")}
      </ConfirmDialog>
    </div>
  );
}

type Session = {
  id: string;
  createdAt: string;
  lastActiveAt: string;
  address: string;
  userAgent: string;
  current: boolean;
};

function SessionRow({ session }: { readonly session: Session }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const cache = useQueryClient();
  const toasts = useToasts();
  const words = useRefusalWords();
  const [busy, setBusy] = useState(false);
  const device = deviceOf(session.userAgent);
  const Icon = isHandheld(session.userAgent) ? IconDeviceMobile : IconDeviceDesktop;
  const end = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(routes.endSession, { params: { id: session.id } });
      toasts.show({ message: t("profile.sessionEnded"), tone: "good" });
    } catch (error) {
      toasts.show({ message: words(error), tone: "bad" });
    } finally {
      setBusy(false);
      await cache.invalidateQueries({ queryKey: ["sessions"] });
    }
  };
  return (
    <li className={classes.row}>
      <Icon size={22} stroke={1.5} className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.name}>
          {device ? t("profile.deviceOn", device) : t("profile.unknownDevice")}
          {session.current && (
            <Badge size="sm" variant="light" tt="none">
              {t("profile.thisSession")}
            </Badge>
          )}
        </p>
        <p className={classes.facts}>
          {session.address} · {t("profile.lastActive", { ago: dates.ago(session.lastActiveAt) })} ·{" "}
          {t("profile.signedInAt", { at: dates.format(session.createdAt, "dateTime") })}
        </p>
      </div>
      {!session.current && (
        <Button variant="subtle" color="gray" size="xs" loading={busy} onClick={() => void end()}>
          {t("profile.endSession")}
        </Button>
      )}
    </li>
  );
}
