import type { BoundedCount, ConversationStatus } from "@guichet/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { sumCounts } from "../picture/queue-counts.ts";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useQueueCounts } from "../use-world.ts";
import { formatCount, wordsOf } from "./bounded-count.ts";
import classes from "./queue-tabs.module.css";
import { useFilteredCounts } from "./use-filtered-counts.ts";

const TABS: readonly ConversationStatus[] = ["new", "pending", "resolved"];

/** New, Pending, Resolved; the counts follow every filter (W41). Resolved is not counted: nothing waits there. */
export function QueueTabs({ filter }: { readonly filter: QueueFilter }): ReactNode {
  const { t, locale } = useWords();
  const counts = useQueueCounts();
  const narrowed = useFilteredCounts(filter);
  const sums = counts && sumCounts(counts, filter.channels);
  const countOf = (status: "new" | "pending"): BoundedCount | undefined => {
    if (narrowed.filtered) return narrowed.counts?.[status];
    return sums && { count: sums[status], more: false };
  };
  return (
    <nav className={classes.tabs} data-counted={sums !== undefined || undefined} aria-label={t("conversations.queues")}>
      {TABS.map((status) => {
        const counted = status === "resolved" ? undefined : countOf(status);
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
            {counted !== undefined && (
              <span className={classes.count} data-status={status} title={wordsOf(counted, t)}>
                {formatCount(counted, locale)}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
