import { digitOf, isWordCharacter } from "./digits.ts";

/**
 * A pattern of one's own: `#` a digit, `@` a letter, `*` either, each with `+` behind it one or more; a hyphen or a space
 * stands for one hyphen, one space or nothing; everything else is itself, in any case. There is nothing to go back for, so
 * the time it takes grows with the text and never faster.
 */
export type OwnPattern = readonly Element[];
type Element =
  | { readonly type: "digit" | "letter" | "either"; readonly many: boolean }
  | { readonly type: "gap" }
  | { readonly type: "literal"; readonly text: string };

export type PatternProblem = "too_short" | "no_digit" | "never_matches" | "too_long";

export const PATTERN_LENGTH = { most: 60, fewestPlaces: 4 } as const;
const MOST_REPEATED = 64;
const KINDS: Readonly<Record<string, "digit" | "letter" | "either">> = { "#": "digit", "@": "letter", "*": "either" };

/** What a pattern says, or why it would mask nothing, or everything. */
export function readPattern(text: string): { ok: true; pattern: OwnPattern } | { ok: false; problem: PatternProblem } {
  const pattern: Element[] = [];
  for (const character of text.normalize("NFC").trim()) {
    const kind = KINDS[character];
    const last = pattern.at(-1);
    if (kind !== undefined) pattern.push({ type: kind, many: false });
    else if (character === "+" && last !== undefined && "many" in last)
      pattern[pattern.length - 1] = { ...last, many: true };
    else if (isGap(character)) {
      if (last !== undefined && last.type !== "gap") pattern.push({ type: "gap" });
    } else pattern.push({ type: "literal", text: character.toLowerCase() });
  }
  if (pattern.at(-1)?.type === "gap") pattern.pop();
  const problem = problemOf(text, pattern);
  return problem === undefined ? { ok: true, pattern } : { ok: false, problem };
}

function problemOf(text: string, pattern: OwnPattern): PatternProblem | undefined {
  if (text.length > PATTERN_LENGTH.most) return "too_long";
  const places = pattern.filter((element) => "many" in element);
  if (!places.some((element) => element.type === "digit")) return "no_digit";
  // A plus may be one place only: counted so, a pattern never takes ordinary words or small numbers.
  if (places.length < PATTERN_LENGTH.fewestPlaces) return "too_short";
  return pattern.some((element, at) => "many" in element && element.many && takes(element, pattern[at + 1]))
    ? "never_matches"
    : undefined;
}

/** Would the many before leave nothing for the next? */
function takes(many: Element, next: Element | undefined): boolean {
  if (next === undefined || next.type === "gap") return false;
  if (next.type === "literal") return isOf(many, next.text);
  return many.type === "either" || next.type === "either" || many.type === next.type;
}

function isGap(character: string | undefined): boolean {
  return character !== undefined && /^[-\u2010-\u2015\u2212\t\p{Zs}]$/u.test(character);
}

function isOf(element: Element, character: string | undefined): boolean {
  if (character === undefined) return false;
  switch (element.type) {
    case "digit":
      return digitOf(character) !== undefined;
    case "letter":
      return /^\p{L}/u.test(character);
    case "either":
      return digitOf(character) !== undefined || /^\p{L}/u.test(character);
    case "gap":
      return isGap(character);
    case "literal":
      return character.toLowerCase() === element.text;
  }
}

/** Places of every letter and digit that the pattern takes; it takes whole words only. */
export function findPattern(characters: readonly string[], pattern: OwnPattern): number[] {
  const found: number[] = [];
  for (let from = 0; from < characters.length; ) {
    const to = matchAt(characters, pattern, from);
    if (to === undefined) {
      from += 1;
      continue;
    }
    for (let place = from; place < to; place += 1) if (isWordCharacter(characters[place])) found.push(place);
    from = to;
  }
  return found;
}

/** Where a match that begins here ends. */
function matchAt(characters: readonly string[], pattern: OwnPattern, from: number): number | undefined {
  const [first] = pattern;
  if (first === undefined || !isOf(first, characters[from])) return undefined;
  if (isWordCharacter(characters[from]) && isWordCharacter(characters[from - 1])) return undefined;
  let at = from;
  for (const element of pattern) {
    const fits = isOf(element, characters[at]);
    if (!fits && element.type !== "gap") return undefined;
    if (!fits) continue;
    at += 1;
    if ("many" in element && element.many)
      for (let n = 1; n < MOST_REPEATED && isOf(element, characters[at]); n += 1) at += 1;
  }
  return isWordCharacter(characters[at - 1]) && isWordCharacter(characters[at]) ? undefined : at;
}
