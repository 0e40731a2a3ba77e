const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type DateStyle = "time" | "day" | "weekday" | "date" | "dateTime" | "precise" | "full";
const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  date: { day: "numeric", month: "long", year: "numeric" },
  dateTime: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  precise: {
    ...{ day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 },
  },
  full: { dateStyle: "full", timeStyle: "medium" },
};
const made = new Map<string, Intl.DateTimeFormat>();

/** An instant in words, in the reader's language and time zone (an unknown zone falls back to the browser's). */
export function formatDate(at: string | number, style: DateStyle, locale: string, timeZone?: string): string {
  return formatter(style, locale, timeZone).format(new Date(at));
}

/** `3 min ago`, `yesterday`: for instants in the past, coarse on purpose. */
export function formatAgo(at: string | number, now: number, locale: string): string {
  const age = Math.max(0, now - new Date(at).getTime());
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (age < MINUTE) return words.format(0, "second");
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), "minute");
  if (age < DAY) return words.format(-Math.floor(age / HOUR), "hour");
  if (age < 30 * DAY) return words.format(-Math.floor(age / DAY), "day");
  return words.format(-Math.floor(age / (30 * DAY)), "month");
}

/** Calendar day in the reader's time zone, `2026-11-22`: equal for two instants of one day. */
export function dayKey(at: string | number, timeZone?: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: knownZone(timeZone) }).format(new Date(at));
}

function formatter(style: DateStyle, locale: string, timeZone?: string): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${timeZone ?? ""}`;
  let one = made.get(key);
  if (!one) {
    // British order and a 24-hour clock for English: an international product's safest reading.
    const words = locale === "en" ? "en-GB" : locale;
    one = new Intl.DateTimeFormat(words, { ...STYLES[style], timeZone: knownZone(timeZone) });
    made.set(key, one);
  }
  return one;
}

function knownZone(timeZone: string | undefined): string | undefined {
  if (!timeZone) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return undefined;
  }
}
