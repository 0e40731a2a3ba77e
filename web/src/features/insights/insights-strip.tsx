import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { useIsPhone } from "../../ui/use-is-phone.ts";
import { clockOf, waitOf } from "./handle-words.ts";
import classes from "./insights-strip.module.css";
import { insightsMayHaveChanged } from "./refresh-insights.ts";

/** Figures of today above the queue (W148), unless an Admin hides them (W149); what they count is one click away (W101). */
export function InsightsStrip(): ReactNode {
  const { data: shown } = useQuery({ ...queries.bootstrap(), select: (world) => world.organization.showInsights });
  return shown === true ? <Figures /> : null;
}

function Figures(): ReactNode {
  const { t, locale } = useWords();
  const { data } = useQuery(queries.insights());
  const cache = useQueryClient();
  // What came first may be as old as the server's last reading, and what happened since then is in no frame of this page.
  useEffect(() => insightsMayHaveChanged(cache), [cache]);
  const now = useMinutes();
  const phone = useIsPhone();
  const handle = (seconds: number | null | undefined, none: string): string =>
    seconds === null || seconds === undefined ? none : clockOf(seconds);
  const none = t("insights.none");
  const nothing = t("insights.nothing");
  const { mine, channels } = data?.averageHandleSeconds ?? {};
  const anyHandled = typeof mine === "number" || typeof channels === "number";
  const oldest = data?.oldestSince ? waitOf(now - Date.parse(data.oldestSince), locale) : undefined;
  const oldestId = data?.oldestId ?? null;
  const all = data?.resolvedTodayOnChannels ?? 0;
  const linkOf = (key: "waitingLink" | "oldestLink" | "resolvedLink", value: string) => ({
    className: classes.link,
    "aria-label": t(`insights.${key}`, { value }),
    preload: false as const,
  });
  return (
    // On a phone it scrolls sideways, by the arrow keys too.
    <dl className={classes.strip} aria-label={t("insights.title")} tabIndex={phone ? 0 : undefined}>
      <Figure
        name={t("insights.handle")}
        value={data === undefined || anyHandled ? handle(mine, none) : t("insights.noneYet")}
        {...(anyHandled ? { beside: t("insights.all", { time: handle(channels, none) }) } : {})}
        hint={t("insights.handleHint", { mine: handle(mine, nothing), channels: handle(channels, nothing) })}
      />
      <Figure
        name={t("insights.waiting")}
        value={data === undefined ? none : String(data.waiting)}
        hint={t("insights.waitingHint", { count: data?.waiting ?? 0 })}
        link={(value) => (
          <Link to="/inbox/$queue" params={{ queue: "new" }} search={{ view: "all" }} {...linkOf("waitingLink", value)}>
            {value}
          </Link>
        )}
      />
      <Figure
        name={t("insights.oldest")}
        value={oldest ?? none}
        hint={t("insights.oldestHint", { time: oldest ?? nothing })}
        {...(oldestId !== null && {
          link: (value) => (
            <Link
              to="/inbox/$queue/$conversationId"
              params={{ queue: "new", conversationId: oldestId }}
              {...linkOf("oldestLink", value)}
            >
              {value}
            </Link>
          ),
        })}
      />
      <Figure
        name={t("insights.resolved")}
        value={data === undefined ? none : String(data.resolvedToday)}
        {...(all > 0 ? { beside: t("insights.resolvedAll", { count: all }) } : {})}
        hint={t("insights.resolvedHint", { count: data?.resolvedToday ?? 0, all })}
        link={(value) => (
          <Link
            to="/inbox/$queue"
            params={{ queue: "resolved" }}
            search={{ view: "all" }}
            {...linkOf("resolvedLink", value)}
          >
            {value}
          </Link>
        )}
      />
    </dl>
  );
}

type FigureProps = {
  readonly name: string;
  readonly value: string;
  readonly beside?: string;
  readonly hint: string;
  /** Leads to what is counted; it covers the whole figure. */
  readonly link?: (value: string) => ReactNode;
};

function Figure({ name, value, beside, hint, link = (plain) => plain }: FigureProps): ReactNode {
  return (
    <div className={classes.figure} title={hint}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>
        {link(value)}
        {beside !== undefined && <span className={classes.beside}> {beside}</span>}
      </dd>
    </div>
  );
}

/** The time, looked at twice a minute: waiting goes on while nothing happens. */
function useMinutes(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
