import { isDay } from "../fold.ts";

/** The moment that `before:` and `after:` name: a day in the reader's time zone, or so long ago. Undefined: none. */
export function readWhen(value: string, now: Date, timeZone: string): Date | undefined {
  const word = value.toLowerCase();
  const ago = /^(\d{1,4})([hdwmy])$/.exec(word);
  if (ago !== null) return goBack(now, Number(ago[1]), ago[2] ?? "d");
  if (word === "today") return startOfDay(dayOf(now, timeZone), timeZone);
  if (word === "yesterday") return startOfDay(dayOf(new Date(now.getTime() - 86_400_000), timeZone), timeZone);
  return isDay(value) ? startOfDay(value, timeZone) : undefined;
}

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

function goBack(now: Date, count: number, unit: string): Date {
  const hours = HOURS[unit];
  const back = new Date(now);
  if (hours !== undefined) back.setTime(now.getTime() - count * hours * 3_600_000);
  else back.setUTCMonth(back.getUTCMonth() - count * (unit === "y" ? 12 : 1));
  // Long before the first message; a database has no years before the first.
  return new Date(Math.max(back.getTime(), 0));
}

/** `2026-11-28`, as the calendar of the zone has it. */
function dayOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** Midnight, by the offset that the zone has around it. */
function startOfDay(day: string, timeZone: string): Date {
  const utc = new Date(`${day}T00:00:00Z`);
  const first = new Date(utc.getTime() - offsetOf(utc, timeZone));
  return new Date(utc.getTime() - offsetOf(first, timeZone));
}

/** How far the zone's clock is ahead of UTC, in milliseconds. */
function offsetOf(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}
