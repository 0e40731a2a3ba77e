/** Bytes as people read them: `820 kB`, `1.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const [unit, amount] =
    bytes < 1_000_000 ? (["kilobyte", Math.max(1, bytes / 1000)] as const) : (["megabyte", bytes / 1_000_000] as const);
  const digits = amount < 10 && unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits }).format(amount);
}
