/** How values are compared: one form for memory and database, made here and stored beside the value. */

/** Whatever the case and the spaces around it; letters composed of several signs are one letter. */
export function foldText(value: string): string {
  return value.normalize("NFC").trim().toLowerCase();
}

/** A telephone number without what only people need: `+33 (0)6 12` and `+3306 12` are one. */
export function foldPhone(value: string): string {
  const digits = value.replaceAll(/[^0-9]/g, "");
  if (digits === "") return "";
  return /^\s*\+/.test(value) ? `+${digits}` : digits;
}

/** Digits with one point, as they are stored; undefined: no number. */
export function readNumber(value: string): number | undefined {
  const trimmed = value.trim();
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** Two numbers in their written form, as IEEE doubles, which is what the database compares too. */
export function compareNumbers(a: string, b: string): number {
  return Math.sign((readNumber(a) ?? Number.NaN) - (readNumber(b) ?? Number.NaN));
}

/** A day that exists: `2026-02-28`, from the year 1 to 9999. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith("0000")) return false;
  const read = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
}

/** Words for search: without accents, case and signs; `Zoë O'Hara` is `zoe`, `o`, `hara`. */
export function searchWords(text: string): string[] {
  const bare = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return bare.match(/[\p{L}\p{N}]+/gu) ?? [];
}
