import type { Group, Run } from "./runs.ts";

const FEWEST = 13;
const MOST = 19;
const LEFT_OPEN = 4;

type Found = { readonly from: number; readonly to: number; readonly digits: readonly number[]; readonly rank: number };

/**
 * Places of the digits to mask: all but the last four of card numbers (length and Luhn) and of US social security numbers.
 * Alone in its run, one of a known network counts however its digits are parted; among other numbers, glued to a letter or of
 * no network we know it must have the shape cards are written in: an IBAN, a table or a list of phone numbers stays as it is.
 */
export function findKnownNumbers(runs: readonly Run[]): number[] {
  return runs.flatMap((run) => [...findCards(run), ...findSocialSecurity(run)]);
}

function findCards(run: Run): number[] {
  const found: Found[] = [];
  for (let from = 0; from < run.groups.length; from += 1) {
    const digits: number[] = [];
    for (let to = from; to < run.groups.length && digits.length < MOST; to += 1) {
      const group = run.groups[to];
      if (group === undefined || group.closed || group.digits.length > MOST) break;
      digits.push(...group.digits);
      const rank = rankOf(run, from, to, digits);
      if (rank !== undefined) found.push({ from, to, digits, rank });
    }
  }
  return choose(found).flatMap((one) => placesOf(run.groups.slice(one.from, one.to + 1)));
}

/** Undefined: no card number. The lower, the surer. */
function rankOf(run: Run, from: number, to: number, digits: readonly number[]): number | undefined {
  if (digits.length < FEWEST || digits.length > MOST || !passesLuhn(digits)) return undefined;
  const groups = run.groups.slice(from, to + 1);
  const known = isOfNetwork(digits);
  const alone = from === 0 && to === run.groups.length - 1;
  const shaped = isCardShaped(groups.map((group) => group.digits.length));
  const parted = run.separators.slice(from, to).includes("line");
  const glued = groups.some((group) => group.glued);
  if (run.plus && from === 0 && digits.length <= 15) return undefined;
  if (known && (alone || shaped)) return digits.length === 16 ? 0 : 1;
  return alone && shaped && !glued && !parted ? 2 : undefined;
}

/** The surest first, and nothing twice. */
function choose(found: readonly Found[]): Found[] {
  const chosen: Found[] = [];
  const taken = new Set<number>();
  for (const one of found.toSorted((a, b) => a.rank - b.rank || a.from - b.from || a.to - b.to)) {
    const own = Array.from({ length: one.to - one.from + 1 }, (_, n) => one.from + n);
    if (own.some((group) => taken.has(group))) continue;
    for (const group of own) taken.add(group);
    chosen.push(one);
  }
  return chosen;
}

function placesOf(groups: readonly Group[]): number[] {
  return groups.flatMap((group) => group.places).slice(0, -LEFT_OPEN);
}

/** ISO/IEC 7812: every second digit from the right counts double. Zeros alone are no number. */
function passesLuhn(digits: readonly number[]): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n += 1) {
    const digit = digits[digits.length - 1 - n] ?? 0;
    const counted = n % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum > 0 && sum % 10 === 0;
}

/** First digits and lengths of the networks in use (American Express, Diners, Discover, JCB, Maestro, Mastercard, Mir, UnionPay, Visa). */
const NETWORKS: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 2200, to: 2204, lengths: [16, 17, 18, 19] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 3000, to: 3059, lengths: [14, 16] },
  { from: 3400, to: 3499, lengths: [15] },
  { from: 3528, to: 3589, lengths: [16, 17, 18, 19] },
  { from: 3600, to: 3699, lengths: [14, 16] },
  { from: 3700, to: 3799, lengths: [15] },
  { from: 3800, to: 3999, lengths: [14, 16] },
  { from: 4000, to: 4999, lengths: [13, 16, 19] },
  { from: 5000, to: 5099, lengths: [16, 17, 18, 19] },
  { from: 5100, to: 5599, lengths: [16] },
  { from: 5600, to: 5899, lengths: [16, 17, 18, 19] },
  { from: 6000, to: 6999, lengths: [16, 17, 18, 19] },
];

function isOfNetwork(digits: readonly number[]): boolean {
  const first = Number(digits.slice(0, 4).join(""));
  return NETWORKS.some(({ from, to, lengths }) => from <= first && first <= to && lengths.includes(digits.length));
}

/** As cards print it: fours, 4-6-5, 4-6-4; or in one piece; or digit by digit. */
function isCardShaped(lengths: readonly number[]): boolean {
  const shape = lengths.join();
  if (lengths.length === 1 || /^1(,1)+$/.test(shape)) return true;
  return shape === "4,6,5" || shape === "4,6,4" || /^4,4,4,([1-4]|4,[1-3]|5|6|7)$/.test(shape);
}

/** 123-45-6789, alone also with spaces, in one piece or digit by digit; areas 000, 666 and from 900 on were never given out. */
function findSocialSecurity({ groups, separators, plus }: Run): number[] {
  if (plus) return [];
  const shape = groups.map((group) => group.digits.length);
  const alone = shape.join();
  if (alone === "9" || alone === "3,2,4" || alone === "1,1,1,1,1,1,1,1,1") {
    return separators.includes("line") ? [] : maskSocialSecurity(groups);
  }
  return groups.flatMap((_, from) => {
    const isNumber =
      shape.slice(from, from + 3).join() === "3,2,4" &&
      [-1, 0, 1, 2].every((n) => (separators[from + n] === "hyphen") === (n === 0 || n === 1));
    return isNumber ? maskSocialSecurity(groups.slice(from, from + 3)) : [];
  });
}

function maskSocialSecurity(groups: readonly Group[]): number[] {
  if (groups.some((group) => group.closed || group.glued)) return [];
  const number = groups.flatMap((group) => group.digits).join("");
  const isGivenOut = !/^(000|666|9)/.test(number) && number.slice(3, 5) !== "00" && number.slice(5) !== "0000";
  return isGivenOut ? placesOf(groups) : [];
}
