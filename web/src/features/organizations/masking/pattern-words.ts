import { type MaskingRules, type PatternProblem, problemOfPattern } from "@guichet/contract";
import type { WordKey } from "../../../locales/catalog.ts";
import type { Say } from "../../../locales/use-words.ts";

const WORDS: Readonly<Record<PatternProblem, WordKey>> = {
  too_short: "masking.problemShort",
  no_digit: "masking.problemNoDigit",
  never_matches: "masking.problemNever",
  too_long: "masking.problemLong",
};

/** Why a pattern cannot be used; an empty one has not been begun yet. */
export function problemWords(pattern: string, t: Say): string | undefined {
  const problem = pattern.trim() === "" ? undefined : problemOfPattern(pattern);
  return problem === undefined ? undefined : t(WORDS[problem]);
}

/** Can be saved: every pattern has a name and can be used. */
export function isWhole(rules: MaskingRules): boolean {
  return rules.patterns.every(({ name, pattern }) => name.trim() !== "" && problemOfPattern(pattern) === undefined);
}
