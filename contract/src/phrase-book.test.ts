import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPhraseBook } from "./phrase-book.ts";
import { foldMessage, type PhraseOperator, readMessageText } from "./phrases.ts";

describe("phrases against the words of the specification", () => {
  const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}]/u;
  const joins = (one: string) => /[\p{L}\p{N}\p{M}]/u.test(one) && !UNSPACED.test(one);

  /** A place in the text is one where a phrase may stand: asked letter by letter, as one would say it. */
  function standsAt(text: readonly string[], phrase: readonly string[], at: number): boolean {
    if (phrase.some((letter, n) => text[at + n] !== letter)) return false;
    const [first = "", last = ""] = [phrase[0], phrase.at(-1)];
    const [before = "", after = ""] = [text[at - 1], text[at + phrase.length]];
    if (joins(first) && joins(before)) return false;
    if (joins(last) && joins(after)) return false;
    const isWord = (one: string) => /[\p{L}\p{N}\p{M}]/u.test(one);
    if (/\p{M}/u.test(first) && isWord(before)) return false;
    return !(/\p{M}/u.test(after) && isWord(last));
  }

  function naive(operator: PhraseOperator, phrases: readonly string[], text: string): boolean {
    const letters = [...foldMessage(text)];
    const asked = phrases.flatMap((one) => one.split(",")).map((one) => [...foldMessage(one)]);
    const wanted = asked.filter((one) => one.length > 0);
    const places = letters.map((_, at) => at);
    const within = (one: string[]) => places.some((at) => standsAt(letters, one, at));
    if (wanted.length === 0) return false;
    switch (operator) {
      case "begins_with":
        return wanted.some((one) => standsAt(letters, one, 0));
      case "ends_with":
        return wanted.some(
          (one) => one.length <= letters.length && standsAt(letters, one, letters.length - one.length),
        );
      case "any_of":
        return wanted.some(within);
      case "all_of":
        return wanted.every(within);
      case "none_of":
        return !wanted.some(within);
      default:
        return !wanted.every(within);
    }
  }

  /** Few signs, so that they meet: letters of several scripts, marks, blanks, digits, emoji, what nobody sees. */
  const signs = fc.constantFrom(
    ...[
      "a",
      "A",
      "b",
      "é",
      "e\u0301",
      "e",
      "\u0301",
      "ß",
      "ς",
      "Σ",
      "1",
      "²",
      " ",
      "\u00a0",
      "-",
      ".",
      "*",
      "\\",
      "👍",
      "👍🏽",
    ],
    ...["\u200d", "\u200b", "\u0001", "退", "款", "カ", "ー", "ก", "ี", "ש", "한", "\u1112", "\u1161", "𝒳", "\ud800"],
  );
  const text = fc.array(signs, { maxLength: 24 }).map((parts) => parts.join(""));
  const phrase = fc
    .array(fc.oneof({ weight: 20, arbitrary: signs }, fc.constant(",")), { maxLength: 4 })
    .map((parts) => parts.join(""));
  const operator = fc.constantFrom("begins_with", "ends_with", "any_of", "all_of", "none_of", "not_all_of" as const);

  it("R23 R24 R25 R28 twenty thousand random texts and phrases say what a letter-by-letter search says", () => {
    const seen = { fits: 0, not: 0 };
    fc.assert(
      fc.property(operator, fc.array(phrase, { maxLength: 3 }), text, text, (how, phrases, before, after) => {
        // Half of the texts have the first phrase in them somewhere.
        const said = before.length % 2 === 0 ? before + (phrases[0] ?? "") + after : before + after;
        const found = createPhraseBook().prepare(how, phrases)(readMessageText(said));
        expect(found, JSON.stringify({ how, phrases, said })).toBe(naive(how, phrases, said));
        seen[found ? "fits" : "not"] += 1;
      }),
      { numRuns: 20_000, seed: 20261129 },
    );
    expect(seen.fits).toBeGreaterThan(4_000);
    expect(seen.not).toBeGreaterThan(4_000);
  });

  it("R35 conditions that share a book say what each says alone, whatever was looked at before", () => {
    const condition = fc.tuple(operator, fc.array(phrase, { maxLength: 3 }));
    const seen = { fits: 0, not: 0 };
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 12 }),
        fc.array(text, { minLength: 1, maxLength: 4 }),
        (conditions, texts) => {
          const book = createPhraseBook();
          const tests = conditions.map(([how, phrases]) => book.prepare(how, phrases));
          const said = texts.map((one, n) => one + (conditions[n]?.[1][0] ?? ""));
          for (const one of [...said, ...said]) {
            const message = readMessageText(one);
            for (const [n, [how, phrases]] of conditions.entries()) {
              const found = tests[n]?.(message);
              expect(found, JSON.stringify({ how, phrases, one })).toBe(naive(how, phrases, one));
              seen[found === true ? "fits" : "not"] += 1;
            }
          }
        },
      ),
      { numRuns: 3_000, seed: 20261129 },
    );
    expect(Math.min(seen.fits, seen.not)).toBeGreaterThan(10_000);
  });

  it("R35 a condition that comes later counts in what was read already", () => {
    const book = createPhraseBook();
    const message = readMessageText("one two");
    expect(book.prepare("any_of", ["one"])(message)).toBe(true);
    expect(book.prepare("all_of", ["one, two"])(message)).toBe(true);
    expect(book.prepare("none_of", ["two"])(message)).toBe(false);
  });

  it("R28 texts in letters of western Europe are folded as all others are", () => {
    const signs = fc.oneof(
      fc.integer({ min: 0, max: 0x180 }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom(" ", "\n", "\r\n", "  ", "\u00ad", "ß", "İ", "ſ", "µ", "Ÿ"),
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 20 }), (parts) => {
        const text = parts.join("");
        // A sign that nobody sees leads it the long way.
        expect(foldMessage(text)).toBe(foldMessage(`${text}\u200d`));
      }),
      { numRuns: 5_000, seed: 20261129 },
    );
  });

  it("R28 how a text was composed, its case and its blanks change nothing", () => {
    fc.assert(
      fc.property(operator, fc.array(phrase, { maxLength: 3 }), text, (how, phrases, said) => {
        const test = createPhraseBook().prepare(how, phrases);
        const found = test(readMessageText(said));
        expect(test(readMessageText(said.normalize("NFD")))).toBe(found);
        expect(test(readMessageText(` ${said.replaceAll(" ", "\n \t")}\u3000`))).toBe(found);
        expect(foldMessage(foldMessage(said))).toBe(foldMessage(said));
      }),
      { numRuns: 5_000, seed: 20261129 },
    );
  });
});
