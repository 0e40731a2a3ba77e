import { createRandom, type Random, SEEDS } from "../data/random.ts";

export const SEARCH_KINDS = ["frequent", "two words", "rare", "number", "phrase", "none"] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Of a thousand searches, how many of each kind. */
const SHARES: Record<SearchKind, number> = {
  frequent: 300,
  "two words": 300,
  rare: 200,
  number: 100,
  phrase: 50,
  none: 50,
};

export type Search = {
  readonly kind: SearchKind;
  readonly words: string;
  /** Number of a channel of the data, from 0. */
  readonly channel?: number;
  readonly since?: string;
  readonly until?: string;
  /** Not mine: a condition on who answers. */
  readonly notMine?: true;
};

/** The thousand searches, of words that people wrote: so languages have the share they have in the data. Deterministic. */
export function makeSearches(texts: readonly string[], channels: number): Search[] {
  const random = createRandom(SEEDS.sets);
  const counts = countWords(texts);
  const searches: Search[] = [];
  for (const kind of SEARCH_KINDS)
    for (let n = 0; n < SHARES[kind]; n += 1)
      searches.push({ kind, words: wordsFor(kind, random, texts, counts), ...filterFor(random, n, channels) });
  return searches;
}

/** As it is typed into the search. */
export function typeSearch({ words, channel, since, until, notMine }: Search): string {
  return [
    words,
    ...(channel === undefined ? [] : [`channel:"Channel ${channel + 1}"`]),
    ...(since === undefined ? [] : [`after:${since}`]),
    ...(until === undefined ? [] : [`before:${until}`]),
    ...(notMine === undefined ? [] : ["-assignee:me"]),
  ].join(" ");
}

/** Four in ten have none. */
function filterFor(random: Random, n: number, channels: number): Partial<Search> {
  const kind = n % 10;
  if (kind < 2) return { channel: Math.floor(random() * channels) };
  if (kind < 3) return { until: "2026-03-01" };
  if (kind < 4) return { since: "2026-06-01" };
  return kind < 6 ? { notMine: true } : {};
}

function wordsFor(kind: SearchKind, random: Random, texts: readonly string[], counts: Map<string, number>): string {
  const text = () => texts[Math.floor(random() * texts.length)] ?? "";
  if (kind === "none") return `qqx${Math.floor(random() * 1e9)}w`;
  const often = texts.length / 200;
  for (let tries = 0; tries < 5000; tries += 1) {
    const words = wordsIn(text());
    const start = Math.floor(random() * words.length);
    const word = words[start] ?? "";
    const count = counts.get(word) ?? 0;
    const isNumber = /^\d{6}$/.test(word);
    if (kind === "number" && isNumber) return word;
    if (kind === "phrase" && words.length > start + 2) return `"${words.slice(start, start + 3).join(" ")}"`;
    if (isNumber || word.length < 2) continue;
    if (kind === "frequent" && count > often) return word;
    if (kind === "rare" && count <= 2) return word;
    const second = words[Math.floor(random() * words.length)] ?? "";
    if (kind === "two words" && second !== word && second.length > 1 && count <= often) return `${word} ${second}`;
  }
  throw new Error(`The data has no words for a search of the kind "${kind}".`);
}

function countWords(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsIn(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Pieces between spaces and signs; of a script without spaces, three characters each. */
function wordsIn(text: string): string[] {
  const pieces = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return pieces.flatMap((piece) => (/[぀-ヿ㐀-鿿]/u.test(piece) ? (piece.match(/.{3}/gu) ?? []) : [piece]));
}
