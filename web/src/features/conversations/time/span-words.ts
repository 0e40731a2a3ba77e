/** `30 days`, `36 hours`. */
export function spanWords(hours: number, locale: string): string {
  const [unit, amount] = hours % 24 === 0 ? (["day", hours / 24] as const) : (["hour", hours] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}
