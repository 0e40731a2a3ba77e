import type { SearchTerm } from "./parse-search.ts";
import { type SearchToken, tokenize } from "./tokens.ts";

/** Words that must follow one another; with `prefix`, the last one may go on. */
export type Needle = { readonly words: readonly string[]; readonly prefix: boolean; readonly not: boolean };

/** Needles of one search; what is more is not looked for. */
const MOST_NEEDLES = 12;
const MOST_WORDS = 24;

/** What to look for: `e-mail` is two words that follow one another, `東京都` two pairs of characters. */
export function toNeedles(terms: readonly SearchTerm[]): Needle[] {
  return terms
    .map(toNeedle)
    .filter((needle) => needle.words.length > 0)
    .slice(0, MOST_NEEDLES);
}

function toNeedle({ text, quoted, not }: SearchTerm): Needle {
  const tokens = tokenize(text, MOST_WORDS + 1).slice(0, MOST_WORDS);
  const last = tokens.at(-1);
  const words = tokens.filter((_token, index) => !isLastOfRun(tokens, index)).map((token) => token.word);
  // A single character of a script without spaces begins every pair it stands first in.
  const single = last?.gram === true && [...last.word].length === 1 && !isLastOfRun(tokens, tokens.length - 1);
  return { words, prefix: single || (!quoted && last?.gram === false && isWord(last.word)), not };
}

/** The last character of a run stands in the pair before it already; another script or the end follows. */
function isLastOfRun(tokens: readonly SearchToken[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  const follows = index < tokens.length - 1;
  if (token === undefined || follows) return false;
  return token.gram && [...token.word].length === 1 && before?.gram === true && before.to === token.to;
}

function isWord(word: string): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(word);
}

/** Does a token begin what the needle asks for, and where does that end? Index of its last token, or -1. */
function endOf(tokens: readonly SearchToken[], start: number, { words, prefix }: Needle): number {
  const fits = words.every((word, index) => {
    const found = tokens[start + index]?.word;
    return prefix && index === words.length - 1 ? found?.startsWith(word) : found === word;
  });
  return fits ? start + words.length - 1 : -1;
}

export type FoundAt = { readonly from: number; readonly to: number };

/** Where the needles stand in a text, in order and without overlaps; negations are nowhere. */
export function findNeedles(text: string, needles: readonly Needle[], most?: number): FoundAt[] {
  const wanted = needles.filter((needle) => !needle.not);
  if (wanted.length === 0) return [];
  const tokens = tokenize(text, most);
  const found: { from: number; to: number }[] = [];
  tokens.forEach((token, start) => {
    for (const needle of wanted) {
      const end = tokens[endOf(tokens, start, needle)];
      if (end === undefined) continue;
      const to = needle.prefix && end.gram ? end.from + lengthOfFirst(end) : end.to;
      const before = found.at(-1);
      if (before !== undefined && token.from <= before.to) before.to = Math.max(before.to, to);
      else found.push({ from: token.from, to });
    }
  });
  return found;
}

/** Is everything that is asked for in the text, and nothing that must not be? What the index answers, without an index. */
export function matchesNeedles(text: string, needles: readonly Needle[]): boolean {
  const tokens = tokenize(text);
  return needles.every((needle) => tokens.some((_, start) => endOf(tokens, start, needle) >= 0) !== needle.not);
}

/** Of a pair, the first character alone. */
function lengthOfFirst(token: SearchToken): number {
  return Math.max(1, Math.floor((token.to - token.from) / [...token.word].length));
}
