import type { ConversationStatus } from "@guichet/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { sumCounts } from "../picture/queue-counts.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useQueueCounts } from "../use-world.ts";
import classes from "./queue-tabs.module.css";

const TABS: readonly ConversationStatus[] = ["new", "pending", "resolved"];

/** New, Pending, Resolved; the counts add up the selected channels (W41). Resolved is not counted: nothing waits there. */
export function QueueTabs({ filter }: { readonly filter: QueueFilter }): ReactNode {
  const { t, locale } = useWords();
  const counts = useQueueCounts();
  const sums = counts && sumCounts(counts, filter.channels);
  return (
    <nav className={classes.tabs} aria-label={t("conversations.queues")}>
      {TABS.map((status) => {
        const count = status === "resolved" ? undefined : sums?.[status];
        return (
          <Link
            key={status}
            to="/inbox/$queue"
            params={{ queue: status }}
            className={classes.tab}
            aria-current={status === filter.status ? "page" : undefined}
            preload={false}
          >
            <span className={classes.word}>{t(`shell.${status}`)}</span>
            {count !== undefined && (
              <span className={classes.count} data-status={status} title={t("shell.countConversations", { count })}>
                {count.toLocaleString(locale)}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
