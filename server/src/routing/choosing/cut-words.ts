import type { ToldWords } from "@guichet/contract";

const MOST = 10;
const LONGEST = 100;

/** Ten words at most, none longer than a hundred letters: what a decision keeps stays small, whatever somebody set up. */
export function cutWords(words: readonly string[]): ToldWords {
  return {
    words: words.slice(0, MOST).map((word) => (word.length > LONGEST ? `${word.slice(0, LONGEST - 1)}…` : word)),
    more: Math.max(0, words.length - MOST),
  };
}
