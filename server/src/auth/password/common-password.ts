import { readFileSync } from "node:fs";

/**
 * The words most passwords are made of, in English and French, collected for Guichet. With the rule "digit, upper, lower,
 * special" people write one of them, bend a letter or two and put a year and a mark behind it; so the list is compared with
 * what remains when that is undone. It stands for some hundred thousand passwords and needs no network (decision 22).
 */
const STEMS: ReadonlySet<string> = new Set(
  readFileSync(new URL("common-stems.txt", import.meta.url), "utf8")
    .split(/\s+/)
    .filter(Boolean),
);

/** Letters that people write as something else. */
const BENT: Readonly<Record<string, readonly string[]>> = {
  "0": ["o"],
  "1": ["i", "l"],
  "2": ["z"],
  "3": ["e"],
  "4": ["a"],
  "5": ["s"],
  "7": ["t"],
  "8": ["b"],
  "9": ["g"],
  "@": ["a"],
  $: ["s"],
  "!": ["i", "l"],
  "+": ["t"],
  "€": ["e"],
  "&": ["a"],
};
/** How many characters around a common word do not yet make it a good one. */
const FEW = 6;
const MOST_READINGS = 256;

/** Is this password one of those that are tried first? `context`: names of the person, the organization, the address. */
export function isCommonPassword(password: string, context: readonly string[]): boolean {
  const own = new Set(context.flatMap(wordsOf));
  const isCommon = (word: string) => STEMS.has(word) || own.has(word) || isTwice(word, (half) => STEMS.has(half));
  return coresOf(toPlain(password)).some(
    ({ core, rest }) => (rest.length <= FEW || isRunOrYears(rest)) && readingsOf(core).some(isCommon),
  );
}

function toPlain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function wordsOf(text: string): string[] {
  return toPlain(text)
    .split(/[^a-z]+/)
    .filter((word) => word.length >= 3);
}

type Core = { readonly core: string; readonly rest: string };

/** What may be the word: without marks at both ends; without figures at both ends too; its letters alone. */
function coresOf(text: string): Core[] {
  const whole = text.replace(/^[^a-z0-9@$]+|[^a-z0-9@$]+$/g, "");
  const inner = text.replace(/^[^a-z@$]+|[^a-z@$]+$/g, "");
  const letters = text.replace(/^[^a-z]+|[^a-z]+$/g, "");
  const cores = [whole, inner, letters, whole.replace(/[0-9]+$/, "")].map((core) => ({
    core,
    rest: text.replace(core, ""),
  }));
  const joined = { core: text.replace(/[^a-z]/g, ""), rest: text.replace(/[a-z]/g, "") };
  return joined.core.length >= 4 ? [...cores, joined] : cores;
}

/** The word with its bent letters set straight, in every way they can be read. */
function readingsOf(core: string): string[] {
  let readings = [""];
  for (const character of core) {
    const options = BENT[character] ?? [character];
    if (readings.length * options.length > MOST_READINGS) return [];
    readings = readings.flatMap((reading) => options.map((option) => reading + option));
  }
  return readings;
}

function isTwice(word: string, known: (half: string) => boolean): boolean {
  const half = word.slice(0, word.length / 2);
  return half.length >= 3 && half + half === word && known(half);
}

/** 123456, 1111, 2024, 19902024… and marks. */
function isRunOrYears(rest: string): boolean {
  const digits = rest.replace(/[^0-9]/g, "");
  if (rest.length - digits.length > 4) return false;
  return (
    "01234567890123456789".includes(digits) ||
    "98765432109876543210".includes(digits) ||
    /^(?:(\d)\1*|(?:19|20)\d\d(?:(?:19|20)\d\d)?)$/.test(digits)
  );
}
