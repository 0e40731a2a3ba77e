/** What a table program takes for a formula when a cell begins with it; full-width forms are read like plain ones. */
const DANGEROUS = /^\s*[=+\-@%|\uff1d\uff0b\uff0d\uff20\uff05\uff5c]|^[\t\r\n]/;
/** A number or a telephone number computes nothing: it stays of use. */
const NUMBER = /^[+-]?\d[\d ().,:/-]*$/;

/** One cell of a CSV file (RFC 4180): always quoted; what would be computed gets an apostrophe before it (S34). */
export function csvCell(value: string): string {
  const safe = DANGEROUS.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

export function csvLine(values: readonly string[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
