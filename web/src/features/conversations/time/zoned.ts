const DAY = 86_400_000;

/**
 * The instant of a wall clock's `2026-03-29T14:30` in a time zone. What the clocks skip in spring is moved on by as much; what
 * they show twice in autumn is the first time. Undefined: not such a text.
 */
export function toInstant(local: string, timeZone: string): Date | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute] = parts.map(Number);
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)];
  const fits = [wall - before, wall - after].filter((at) => at + offsetAt(at, timeZone) === wall);
  return new Date(fits.length > 0 ? Math.min(...fits) : wall - before);
}

/** What the clocks show at an instant, as `2026-03-29T14:30`. */
export function toLocal(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString().slice(0, 16);
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const shown = formatterOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(shown.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour") % 24,
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

const made = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let one = made.get(timeZone);
  if (one === undefined) {
    const numbers = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
    one = new Intl.DateTimeFormat("en-GB", { ...numbers, second: "2-digit", hourCycle: "h23", timeZone });
    made.set(timeZone, one);
  }
  return one;
}
