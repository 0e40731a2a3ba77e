import { type OpeningHours, openingState } from "@guichet/contract/business-hours/business-time";
import { type ReactNode, useEffect, useState } from "react";
import { atServer } from "../../api/server-clock.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./business-hours.module.css";

const LOOK_MS = 30_000;

/** Open or closed now, and until when, by the clock of whoever reads it. */
export function HoursState({ hours }: { readonly hours: OpeningHours }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const now = useMinute();
  const { open, changesAt } = openingState(hours, now);
  const style = changesAt !== null && dates.dayKey(changesAt) === dates.dayKey(now) ? "time" : "dateTime";
  const at = changesAt === null ? "" : dates.format(changesAt, style);
  const word = open
    ? changesAt === null
      ? "openAlways"
      : "openUntil"
    : changesAt === null
      ? "closedForever"
      : "closedUntil";
  return (
    <span className={classes.state} data-open={open || undefined}>
      {t(`businessHours.${word}`, { at })}
    </span>
  );
}

function useMinute(): number {
  const [now, setNow] = useState(() => atServer(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setNow(atServer(Date.now())), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
