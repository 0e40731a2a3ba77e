/** A handle time as a clock shows it: `4:07`, `1:02:30`. Pure. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (number: number): string => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const MINUTE = 60_000;

/** How long something has waited, in one short unit: `4m`, `2h`, `3d`. Pure. */
export function waitOf(milliseconds: number, locale: string): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  if (minutes < 60) return inUnit(minutes, "minute", locale);
  if (minutes < 1440) return inUnit(Math.floor(minutes / 60), "hour", locale);
  return inUnit(Math.floor(minutes / 1440), "day", locale);
}

function inUnit(amount: number, unit: "minute" | "hour" | "day", locale: string): string {
  const unitDisplay = locale === "fr" ? "short" : "narrow";
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(amount);
}
