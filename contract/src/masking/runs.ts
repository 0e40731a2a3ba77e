import { digitOf, isWordCharacter } from "./digits.ts";

/** What stands where a digit of a known number was, and where a character of an own pattern was. */
export const NUMBER_MASK = "X";
export const PATTERN_MASK = "█";

/** Digits without anything between them. `from` and `to` (exclusive) are places among the characters. */
export type Group = {
  readonly digits: readonly number[];
  readonly places: readonly number[];
  /** A letter stands right before or behind. */
  readonly glued: boolean;
  /** Masked before, or the rest of a number that was: never looked at again. */
  readonly closed: boolean;
};
export type Separator = "hyphen" | "space" | "line";
/** Groups with one hyphen, one space or one line break between two of them. */
export type Run = {
  readonly groups: readonly Group[];
  readonly separators: readonly Separator[];
  readonly plus: boolean;
};

/** Not to be seen: they neither part a number nor hide it. */
const INVISIBLE = /^(?:\u00ad|[\u200b-\u200f\u2060]|\ufe0e|\ufe0f|\u20e3|\ufeff)$/;
const HYPHEN = /^[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]$/;
const SPACE = /^[\t\p{Zs}]$/u;
/** A break of a mail's line, with the marks of a quotation behind it. */
const MOST_MARKS = 8;
/** Whoever writes fewer X in a row means a letter. */
const FEWEST_MASKS = 5;
const LEFT_OPEN = 4;

/** Every run of digits in a text, in order. Looks at each character a fixed number of times. */
export function readRuns(characters: readonly string[]): Run[] {
  const seen = visiblePlaces(characters);
  const at = (index: number): string | undefined => (seen[index] === undefined ? undefined : characters[seen[index]]);
  const runs: Run[] = [];
  for (let index = 0; index < seen.length; ) {
    if (!isRunCharacter(at(index))) {
      index += 1;
      continue;
    }
    const run = readRun(at, seen, index);
    if (run.groups.length > 0) runs.push(run);
    index = run.end;
  }
  return runs;
}

function visiblePlaces(characters: readonly string[]): number[] {
  const places: number[] = [];
  for (const [place, character] of characters.entries())
    if (character < "\u00ad" || !INVISIBLE.test(character)) places.push(place);
  return places;
}

type At = (index: number) => string | undefined;

function isMask(character: string | undefined): boolean {
  return character === NUMBER_MASK || character === PATTERN_MASK;
}

function isRunCharacter(character: string | undefined): boolean {
  return character !== undefined && (digitOf(character) !== undefined || isMask(character));
}

function readRun(at: At, seen: readonly number[], start: number): Run & { end: number } {
  const groups: Group[] = [];
  const separators: Separator[] = [];
  const masked = { count: 0, left: 0 };
  let index = start;
  for (;;) {
    const from = index;
    while (isRunCharacter(at(index))) index += 1;
    groups.push(readGroup(at, seen, from, index, masked));
    const separator = readSeparator(at, index);
    if (separator === undefined || !isRunCharacter(at(index + separator.length))) break;
    separators.push(separator.type);
    index += separator.length;
  }
  return { groups, separators, plus: at(start - 1) === "+", end: index };
}

/** `masked` is carried from group to group: what follows enough masks is the open rest of a masked number. */
function readGroup(
  at: At,
  seen: readonly number[],
  from: number,
  to: number,
  masked: { count: number; left: number },
): Group {
  const digits: number[] = [];
  const places: number[] = [];
  let closed = false;
  let lettered = isWordCharacter(at(from - 1)) || isWordCharacter(at(to));
  for (let index = from; index < to; index += 1) {
    const character = at(index) ?? "";
    const digit = digitOf(character);
    if (digit === undefined) {
      masked.count += character === PATTERN_MASK ? FEWEST_MASKS : 1;
      masked.left = masked.count >= FEWEST_MASKS ? LEFT_OPEN : 0;
      closed ||= masked.left > 0 || digits.length > 0;
      lettered = true;
      continue;
    }
    closed ||= masked.left > 0;
    masked.left = Math.max(0, masked.left - 1);
    masked.count = 0;
    digits.push(digit);
    places.push(seen[index] ?? 0);
  }
  return { digits, places, glued: lettered, closed };
}

function readSeparator(at: At, index: number): { type: Separator; length: number } | undefined {
  const character = at(index);
  if (character === undefined) return undefined;
  const soft = HYPHEN.test(character) ? "hyphen" : SPACE.test(character) ? "space" : undefined;
  const broken = readLineBreak(at, soft === undefined ? index : index + 1);
  if (broken > 0) return { type: "line", length: broken + (soft === undefined ? 0 : 1) };
  return soft === undefined ? undefined : { type: soft, length: 1 };
}

function readLineBreak(at: At, start: number): number {
  let index = start;
  if (at(index) === "\r") index += 1;
  if (at(index) !== "\n") return 0;
  index += 1;
  const marks = index;
  while (index - marks < MOST_MARKS && (at(index) === ">" || at(index) === " ")) index += 1;
  return index - start;
}
