/** Digits below which a number says too little: extensions, years, house numbers. */
const LEAST_DIGITS = 7;
/** No telephone number is longer (E.164). */
const MOST_DIGITS = 15;
/** The longest code of a country. */
const MOST_COUNTRY_DIGITS = 3;
const NUMBER = /^\s*\+?\d[\d\s()./-]{5,28}\d\s*$/;

/**
 * The word by which a number is found: its digits backwards, without zeros in front, behind a mark that no word of a text has.
 * `+33 6 12 34 56 78`, `0033612345678` and `06 12 34 56 78` begin alike, so their common end is the beginning of an index word.
 */
export function phoneWord(value: string): string | undefined {
  const digits = phoneDigits(value);
  return digits === undefined ? undefined : `n:${backwards(digits)}`;
}

/**
 * What the index is asked for: numbers that end as this one does, for who writes it as in the country; and this number without
 * the code of a country, as somebody there may be known. In the form of a tsquery; undefined: this is no number.
 */
export function phoneQuery(value: string): string | undefined {
  const digits = phoneDigits(value);
  if (digits === undefined) return undefined;
  const national = Array.from({ length: MOST_COUNTRY_DIGITS }, (_, n) => digits.slice(n + 1).replace(/^0+/, ""));
  const known = national.filter((rest) => rest.length >= LEAST_DIGITS).map((rest) => `'n:${backwards(rest)}'`);
  return [`'n:${backwards(digits)}':*`, ...new Set(known)].join(" | ");
}

function phoneDigits(value: string): string | undefined {
  if (!NUMBER.test(value)) return undefined;
  // `+49 (0)30 …`: the zero in between is only for callers at home.
  const digits = value.replace("(0)", "").replaceAll(/\D/g, "").replace(/^0+/, "");
  return digits.length >= LEAST_DIGITS && digits.length <= MOST_DIGITS ? digits : undefined;
}

function backwards(digits: string): string {
  return [...digits].reverse().join("");
}
