import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./routing.module.css";

/** Channels on which conversations wait that nobody can see, each with the way to give access to it (R62). */
export function UnreachedChannels(): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { data } = useQuery({ ...queries.routing(), staleTime: 0 });
  if (data === undefined || data.unreached.length === 0) return null;
  return (
    <Notice tone="warning" title={t("routing.unreachedTitle")}>
      <ul className={classes.unreached}>
        {data.unreached.map(({ channelId, name, waiting, since }) => (
          <li key={channelId}>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <span>
              {t("routing.unreachedWaiting", {
                ...{ count: waiting.count, more: String(waiting.more) },
                since: dates.format(since, "dateTime"),
              })}
            </span>
            <Link to="/settings/channels/$channelId" params={{ channelId }}>
              {t("routing.unreachedGive", { name })}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
