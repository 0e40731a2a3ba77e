const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const made = new Map<string, Intl.NumberFormat>();

/** How long, in one short unit: `4m`, `2h`, `3d` (French `4 min`, `2 h`, `3 j`). */
export function shortDuration(milliseconds: number, locale: string): string {
  const span = Math.max(0, milliseconds);
  if (span < HOUR) return unit("minute", Math.floor(span / MINUTE), locale);
  if (span < DAY) return unit("hour", Math.floor(span / HOUR), locale);
  return unit("day", Math.floor(span / DAY), locale);
}

function unit(name: "minute" | "hour" | "day", amount: number, locale: string): string {
  const key = `${name} ${locale}`;
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: locale === "fr" ? "short" : "narrow",
    });
    made.set(key, format);
  }
  return format.format(amount);
}
