import { Button } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../api/me.ts";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { NoAccess } from "../app/shell/no-access.tsx";
import { NoTeamWarning } from "../features/routing/no-team-warning.tsx";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { InboxPage } from "./inbox-page.tsx";
import classes from "./inbox-route.module.css";

/** The Shared Inbox for who has a channel; the way to one for an Admin, the reason for everybody else (S12, W18). */
export function InboxRoute(): ReactNode {
  const { accountRole } = useMe();
  const {
    data: hasChannels,
    error,
    refetch,
  } = useQuery({
    ...queries.bootstrap(),
    select: (world) => world.channels.length > 0,
  });
  if (hasChannels === false) return accountRole === "admin" ? <NoChannel /> : <NoAccess />;
  if (error instanceof Refusal && error.code === "no_channel_access") return <NoAccess />;
  if (hasChannels === undefined && error) {
    return (
      <div className={classes.waiting}>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  // Also while the answer is on its way: the page asks for its list at the same time.
  return <InboxPage />;
}

function NoChannel(): ReactNode {
  const { t } = useWords();
  const action = (
    <Button component={Link} to="/settings/channels">
      {t("shell.noChannelAction")}
    </Button>
  );
  return (
    <>
      <NoTeamWarning place="queue" />
      <EmptyState isPage icon={IconPlugConnected} title={t("shell.noChannelTitle")} action={action}>
        {t("shell.noChannelText")}
      </EmptyState>
    </>
  );
}
