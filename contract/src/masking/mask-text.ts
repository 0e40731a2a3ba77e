import { findKnownNumbers } from "./known-numbers.ts";
import type { MaskingRules } from "./masking-rules.ts";
import { findPattern, type OwnPattern, readPattern } from "./own-pattern.ts";
import { NUMBER_MASK, PATTERN_MASK, readRuns } from "./runs.ts";

/** Rules made ready for many texts. */
export type Masker = { readonly patterns: readonly OwnPattern[] };

/** Undefined: nothing is masked by itself. A pattern that cannot be read (a newer version's) is passed over. */
export function createMasker(rules: MaskingRules): Masker | undefined {
  if (!rules.automatic) return undefined;
  const patterns = rules.patterns.flatMap(({ pattern }) => {
    const read = readPattern(pattern);
    return read.ok ? [read.pattern] : [];
  });
  return { patterns };
}

/**
 * Masks what a person must not send us (W129): all but the last four digits of card numbers and US social security numbers
 * become `X`, every letter and digit of an own pattern becomes a block. Masking what is masked changes nothing.
 */
export function maskText(masker: Masker, text: string): string {
  if (!hasDigit(text)) return text;
  const characters = [...text];
  const masked = maskCharacters(masker, characters);
  return masked === undefined ? text : masked.join("");
}

/** Every rule asks for a digit: most texts have none, and then nothing is taken apart. */
export function hasDigit(text: string): boolean {
  return /\p{Nd}/u.test(text);
}

/** The same characters with masks in their places; undefined when there was nothing to mask. */
export function maskCharacters(masker: Masker, characters: readonly string[]): string[] | undefined {
  const masked = [...characters];
  const numbers = findKnownNumbers(readRuns(characters));
  for (const place of numbers) masked[place] = NUMBER_MASK;
  let found = numbers.length;
  for (const pattern of masker.patterns) {
    const places = findPattern(masked, pattern);
    for (const place of places) masked[place] = PATTERN_MASK;
    found += places.length;
  }
  return found === 0 ? undefined : masked;
}

/** By hand: an asterisk for every character, so that nothing of it is left (W128). */
export function maskWhole(text: string): string {
  return "*".repeat([...text].length);
}
