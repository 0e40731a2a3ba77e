/** A target in hours and minutes: days would not be days of opening hours. */
export function durationWords(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = (unit: "hour" | "minute", amount: number): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount);
  if (hours === 0) return words("minute", rest);
  return rest === 0 ? words("hour", hours) : `${words("hour", hours)} ${words("minute", rest)}`;
}
