import type { ChannelView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./channels.module.css";

/** After how long New and Pending are resolved by themselves on this channel (W150). */
export function AutoResolveTimes({ channel }: { readonly channel: ChannelView }): ReactNode {
  const { t } = useWords();
  const organization = useQuery(queries.organization()).data;
  if (organization === undefined) return null;
  const { new: fresh, pending } = { ...organization.autoResolve, ...channel.autoResolve };
  const words = (hours: number): string =>
    hours % 24 === 0 ? t("queue.days", { count: hours / 24 }) : t("queue.hours", { count: hours });
  return (
    <span className={classes.times}>
      <span>{t("queue.columnNew", { time: words(fresh.hours) })}</span>
      <span>{t("queue.columnPending", { time: words(pending.hours) })}</span>
    </span>
  );
}
