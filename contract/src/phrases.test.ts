import { describe, expect, it } from "vitest";
import { createPhraseBook } from "./phrase-book.ts";
import { type PhraseOperator, parsePhrases, readMessageText } from "./phrases.ts";

const fits = (operator: PhraseOperator, phrases: string, text: string) =>
  createPhraseBook().prepare(operator, [phrases])(readMessageText(text));
const contains = (phrase: string, text: string) => fits("any_of", phrase, text);

describe("phrases in a message", () => {
  it("R23 begins with and ends with any of the listed phrases, the spaces around the message aside", () => {
    expect(fits("begins_with", "hello, good day", "  Good\n day to you")).toBe(true);
    expect(fits("begins_with", "hello, good day", "A good day")).toBe(false);
    expect(fits("begins_with", "good", "goodbye")).toBe(false);
    expect(fits("ends_with", "bye, see you", "I will see  you \n")).toBe(true);
    // Trailing white space alone is passed over, no punctuation.
    expect(fits("ends_with", "bye", "good bye!")).toBe(false);
    expect(fits("ends_with", "bye!", "good bye!")).toBe(true);
    expect(fits("ends_with", "bye", "goodbye")).toBe(false);
    expect(fits("begins_with", "thanks", "thanks")).toBe(true);
  });

  it("R24 R25 contains and does not contain, any of and all of", () => {
    const [both, one, none] = ["refund my order", "refund please", "hello"];
    const table: [PhraseOperator, boolean, boolean, boolean][] = [
      ["any_of", true, true, false],
      ["all_of", true, false, false],
      ["none_of", false, false, true],
      ["not_all_of", false, true, true],
    ];
    for (const [operator, ...expected] of table)
      expect(
        [both, one, none].map((text) => fits(operator, "refund, order", text)),
        operator,
      ).toEqual(expected);
  });

  it("R25 a message without words is what only not containing fits", () => {
    for (const operator of ["begins_with", "ends_with", "any_of", "all_of"] as const)
      expect(fits(operator, "a", ""), operator).toBe(false);
    expect(fits("none_of", "a, b", "")).toBe(true);
    expect(fits("not_all_of", "a, b", " \u200b\n")).toBe(true);
  });

  it("R26 words stand apart by white space of any kind", () => {
    const counts: [string, number][] = [
      ["", 0],
      [" \u00a0\t", 0],
      ["\u200b\ufeff", 0],
      ["one", 1],
      ["don't stop-me now!", 3],
      ["a\u00a0b\u3000c\u2028d", 4],
      ["  two \n\n words ", 2],
      ["👍 👍", 2],
    ];
    for (const [text, words] of counts) expect(readMessageText(text).words, JSON.stringify(text)).toBe(words);
  });

  it("R27 commas part phrases, also those of other keyboards; blanks belong to them, empty ones and repeats do not count", () => {
    expect(parsePhrases(" track  my order ,, Refund,refund ,\u200b, ")).toEqual(["track my order", "Refund"]);
    expect(parsePhrases("退款，退货、订单")).toEqual(["退款", "退货", "订单"]);
    expect(parsePhrases("مرحبا، شكرا")).toEqual(["مرحبا", "شكرا"]);
    expect(parsePhrases(",".repeat(10_240))).toEqual([]);
    expect(contains("track my order", "Please track\u00a0my\n ORDER now")).toBe(true);
    expect(contains("track my order", "track order my")).toBe(false);
  });

  it("R27 without a phrase nothing fits, whatever is asked", () => {
    for (const operator of ["begins_with", "any_of", "all_of", "none_of", "not_all_of"] as const)
      for (const list of ["", " , ,", "\u200d"]) expect(fits(operator, list, "text"), operator).toBe(false);
  });

  it("R28 case does not count, in any script, nor how letters are composed", () => {
    expect(contains("REFUND", "refund")).toBe(true);
    expect(contains("éclair", "ÉCLAIR")).toBe(true);
    expect(contains("cafe\u0301", "Café")).toBe(true);
    expect(contains("οδος", "ΟΔΟΣ.")).toBe(true);
    expect(contains("ΟΔΟΣ", "η οδός, οδος")).toBe(true);
    expect(contains("istanbul", "İSTANBUL")).toBe(true);
    expect(contains("привет", "ПРИВЕТ!")).toBe(true);
    expect(contains("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8")).toBe(true);
  });

  it("R28 a phrase is a whole word: no letter and no digit touches it", () => {
    expect(contains("win", "winner")).toBe(false);
    expect(contains("win", "darwin")).toBe(false);
    expect(contains("win", "win10")).toBe(false);
    expect(contains("win", "a (win), at last")).toBe(true);
    expect(contains("win", "win_win-WIN")).toBe(true);
    expect(contains("win", "darwin win")).toBe(true);
    expect(contains("12", "3.12.4")).toBe(true);
    expect(contains("12", "312")).toBe(false);
    expect(contains("m", "m²")).toBe(false);
    expect(contains("вин", "вина")).toBe(false);
    expect(contains("𝒳", "𝒳𝒴")).toBe(false);
    // Of "c++" the last edge is no letter: what follows it may touch.
    expect(contains("c++", "c++11")).toBe(true);
    expect(contains("c++", "xc++")).toBe(false);
  });

  it("R28 a letter is never cut from its marks", () => {
    expect(contains("cafe", "cafe\u0301")).toBe(false);
    expect(contains("x", "x\u030c")).toBe(false);
    expect(contains("x\u030c", "x\u030c y")).toBe(true);
    expect(contains("\u030c", "x\u030c")).toBe(false);
    expect(contains("1", "1\ufe0f\u20e3")).toBe(false);
    expect(contains("नम", "नमस्ते")).toBe(false);
    expect(contains("नमस्ते", "जी, नमस्ते!")).toBe(true);
  });

  it("R28 emoji and punctuation are found anywhere", () => {
    expect(contains("👍", "ok👍🏽thanks")).toBe(true);
    expect(contains("❤", "love❤\ufe0fyou")).toBe(true);
    expect(contains("❤\ufe0f", "❤")).toBe(true);
    expect(contains("👨‍👩‍👧", "the 👨‍👩‍👧s")).toBe(true);
    expect(contains("!!!", "what!!!now")).toBe(true);
    expect(contains("?", "why?because")).toBe(true);
    expect(contains("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿")).toBe(false);
  });

  it("R28 scripts without blanks: phrases are found inside of running text, and Latin words between", () => {
    expect(contains("退款", "我要退款吗")).toBe(true);
    expect(contains("返金", "すぐに返金してください")).toBe(true);
    expect(contains("カード", "クレジットカードです")).toBe(true);
    expect(contains("คืนเงิน", "ฉันต้องการคืนเงินครับ")).toBe(true);
    // Another tone is another word.
    expect(contains("ที", "ที่")).toBe(false);
    expect(contains("vip", "我是vip客户")).toBe(true);
    expect(contains("vip", "我是vips客户")).toBe(false);
    expect(contains("3", "第3章")).toBe(true);
    // Korean writes blanks.
    expect(contains("환불", "환불 부탁해요")).toBe(true);
  });

  it("R28 what has no picture is not there: joiners, direction marks, soft hyphens", () => {
    expect(contains("می‌خواهم", "من میخواهم")).toBe(true);
    expect(contains("refund", "re\u00adfund")).toBe(true);
    expect(contains("refund", "re\u200bfund\u2060")).toBe(true);
    expect(contains("שלום", "\u200fשלום\u202c!")).toBe(true);
    expect(contains("سلام", "سلام عليكم")).toBe(true);
    expect(contains("سلام", "السلام عليكم")).toBe(false);
  });

  it("R28 S36 signs of regular expressions and of SQL are plain", () => {
    for (const sign of [".*", "(a+)+$", "[a-z]", "\\b", "%", "_", "$1", "^a", "a|b", "\\", "'"]) {
      expect(contains(sign, "plain text b"), sign).toBe(false);
      expect(contains(sign, `x ${sign} y`), sign).toBe(true);
    }
  });

  it("S36 the sign that marks bounds cannot be smuggled in", () => {
    expect(contains("win", "\u0001win\u0001ner")).toBe(false);
    expect(contains("w\u0001in", "win")).toBe(true);
    expect(contains("\u0001", "a \u0001 b")).toBe(false);
  });

  it("S36 no text and no list takes long", () => {
    const texts = [
      "a".repeat(60_000),
      ",".repeat(60_000),
      "aA ".repeat(20_000),
      "\u0301".repeat(60_000),
      "👨‍👩‍👧".repeat(8_000),
    ];
    const lists = [
      ",".repeat(10_240),
      "a,".repeat(5_000),
      `${"a".repeat(199)}b`,
      "(a+)+$",
      Array.from({ length: 200 }, (_, n) => `a${n}`).join(),
    ];
    const started = performance.now();
    for (const text of texts)
      for (const list of lists) for (const operator of ["any_of", "ends_with"] as const) fits(operator, list, text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
