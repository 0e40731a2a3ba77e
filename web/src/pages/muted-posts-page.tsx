import { IconMessageOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { routes } from "../api/routes.ts";
import { LogFrame } from "../features/privacy/log-frame.tsx";
import { MutedLog } from "../features/privacy/muted-log.tsx";
import { MutingSwitch } from "../features/privacy/muting-switch.tsx";
import classes from "../features/privacy/privacy.module.css";
import { useLog } from "../features/privacy/use-log.ts";
import { useWords } from "../locales/use-words.ts";
import { Page } from "../ui/page.tsx";

/** Settings > Privacy and security > Muted posts (W124). */
export function MutedPostsPage(): ReactNode {
  const { t } = useWords();
  const log = useLog("muted-posts", routes.listMutedPosts);
  const on = useQuery(queries.organization()).data?.mutingPosts ?? true;
  const items = log.items ?? [];
  const wordsOf = (text: string | null): string =>
    text === null ? t("privacy.hidden") : text === "" ? t("privacy.noWords") : text;
  return (
    <Page title={t("privacy.mutedPosts")} text={t("privacy.mutedPostsText")}>
      <MutingSwitch kind="posts" some={items.length > 0} />
      <LogFrame
        log={log}
        searchLabel={t("privacy.searchPosts")}
        icon={IconMessageOff}
        emptyTitle={t("privacy.noPostsTitle")}
        emptyText={t(on ? "privacy.noPostsText" : "privacy.noPostsOff")}
      >
        <MutedLog
          label={t("privacy.mutedPosts")}
          rows={items}
          subject={{
            label: t("privacy.post"),
            cell: ({ text }) => <bdi className={classes.who}>{wordsOf(text)}</bdi>,
          }}
          nameOf={({ text }) => (text === null || text === "" ? t("privacy.post") : `“${text.slice(0, 40)}”`)}
          unmute={({ id }) => call(routes.unmutePostFromLog, { params: { id } })}
          muteAgain={({ conversationId, mayMute }) =>
            mayMute && conversationId !== null
              ? () => call(routes.mutePost, { params: { id: conversationId } })
              : undefined
          }
        />
      </LogFrame>
    </Page>
  );
}
