import type { Needle } from "@guichet/contract";
import { HAS_ATTACHMENT, quoteWord } from "./build-words.ts";

/**
 * Something that must or must not be in a message, as the database asks for it. `gathered`: what the index can tell of it, which
 * knows whether words are in a message and not whether they follow one another.
 */
export type WordsPart = {
  readonly query: string;
  readonly gathered: string;
  readonly not: boolean;
  readonly prefix: boolean;
};

export function toParts(needles: readonly Needle[], attachment: { readonly not: boolean } | undefined): WordsPart[] {
  const parts = needles.map(({ words, prefix, not }) => {
    const quoted = words.map(quoteWord);
    const joined = (by: string) => `(${quoted.join(by)}${prefix ? ":*" : ""})`;
    return { query: joined(" <-> "), gathered: joined(" & "), not, prefix };
  });
  if (attachment === undefined) return parts;
  const has = quoteWord(HAS_ATTACHMENT);
  return [...parts, { query: has, gathered: has, not: attachment.not, prefix: false }];
}

/** All of it; undefined: every message will do. */
export function allOf(parts: readonly WordsPart[]): string | undefined {
  return parts.length === 0 ? undefined : parts.map(({ query, not }) => (not ? `!${query}` : query)).join(" & ");
}

/** May the index give for these what does not fit: the words of a phrase in another order, or with what must not be there? */
export function givesMore(parts: readonly WordsPart[]): boolean {
  return parts.some(({ query, gathered, not }) => not || query !== gathered);
}

/** What the index gathers for these, at the most: each of it is then looked at. Asked where something must be there. */
export function gatheredBy(parts: readonly WordsPart[]): string {
  return parts.flatMap(({ gathered, not }) => (not ? [] : [gathered])).join(" & ");
}

/** A beginning of words that is in more of the messages than this would make the index gather too much. */
const RARE_ENOUGH = 0.01;

/**
 * What the index is asked for: whole words always help, for it passes over what the rarer ones do not have; beginnings of
 * words only where they are rare. `counted`: in how many of `of` messages each part was found.
 */
export function chooseForIndex(parts: readonly WordsPart[], counted: readonly number[], of: number): string[] {
  const positive = parts.map((part, index) => ({ ...part, count: counted[index] ?? 0 })).filter((part) => !part.not);
  const helpful = positive.filter((part) => !part.prefix || part.count <= of * RARE_ENOUGH);
  const rarest = [...positive].sort((a, b) => a.count - b.count).slice(0, 1);
  return (helpful.length > 0 ? helpful : rarest).map((part) => part.query);
}

export function anyOf(words: readonly string[]): string {
  return `(${words.map(quoteWord).join(" | ")})`;
}
