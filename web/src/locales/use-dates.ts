import { createContext, use, useMemo } from "react";
import { type DateStyle, dayKey, formatAgo, formatDate } from "./dates.ts";
import { useWords } from "./use-words.ts";

const TimeZone = createContext<string | undefined>(undefined);
/** The time zone of who is signed in; without it the browser's. */
export const TimeZoneProvider = TimeZone.Provider;

export type Dates = {
  readonly format: (at: string | number, style: DateStyle) => string;
  /** `3 min ago`; `now` in epoch milliseconds. */
  readonly ago: (at: string | number, now?: number) => string;
  readonly dayKey: (at: string | number) => string;
};

/** Dates and times in the user's language and time zone. */
export function useDates(): Dates {
  const { locale } = useWords();
  const timeZone = use(TimeZone);
  return useMemo(
    () => ({
      format: (at, style) => formatDate(at, style, locale, timeZone),
      ago: (at, now = Date.now()) => formatAgo(at, now, locale),
      dayKey: (at) => dayKey(at, timeZone),
    }),
    [locale, timeZone],
  );
}
