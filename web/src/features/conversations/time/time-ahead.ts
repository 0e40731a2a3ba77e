const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `in 58 minutes`, `in 4 hours`, never less than a minute; undefined when the moment is there. */
export function timeAhead(at: string, now: number, locale: string): string | undefined {
  const left = new Date(at).getTime() - now;
  if (left <= 0) return undefined;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  if (left <= 100 * MINUTE) return words.format(Math.max(1, Math.round(left / MINUTE)), "minute");
  if (left <= 48 * HOUR) return words.format(Math.round(left / HOUR), "hour");
  return words.format(Math.round(left / DAY), "day");
}
