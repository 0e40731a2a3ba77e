import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNeedles, matchesNeedles, toNeedles } from "./needles.ts";
import { formatSearch, parseSearch } from "./parse-search.ts";
import { readWhen } from "./read-when.ts";
import { foldForSearch, MOST_TOKENS, tokenize } from "./tokens.ts";

const words = (text: string) => tokenize(text).map((token) => token.word);
const finds = (search: string, text: string) => matchesNeedles(text, toNeedles(parseSearch(search).terms));

describe("words", () => {
  it.each([
    ["Zoë O'Hara", ["zoe", "o", "hara"]],
    ["STRASSE Straße", ["strasse", "strasse"]],
    ["Ærø Łódź Đà", ["aero", "lodz", "da"]],
    ["ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]],
    ["İstanbul ISPARTA ısparta", ["istanbul", "isparta", "isparta"]],
    ["ﬁn ½ ＡＢＣ１２", ["fin", "1", "2", "abc12"]],
    ["مُحَمَّد أحمد", ["محمد", "احمد"]],
    ["می‌خواهم", ["میخواهم"]],
    ["Donau\u00ADdampf", ["donaudampf"]],
    ["ab@c-d.org 12:30", ["ab", "c", "d", "org", "12", "30"]],
    ["東京都", ["東京", "京都", "都"]],
    ["ｶﾞﾗｽ", ["ガラ", "ラス", "ス"]],
    ["iPhone用 x", ["iphone", "用", "x"]],
    ["สวัสดี", ["สว", "วั", "ัส", "สด", "ดี", "ี"]],
    ["배송 조회", ["배송", "송", "조회", "회"]],
    ["배송".normalize("NFD"), ["배송", "송"]],
    ["が".normalize("NFD"), ["が"]],
    ["👍🏽 ok ❤️", ["👍", "ok", "❤"]],
    ["👩‍👧 🇫🇷", ["👩", "👧", "🇫🇷"]],
    ["\u0000 --- \ud800", []],
  ])("W136 %j", (text, found) => expect(words(text)).toEqual(found));

  it("W136 any text gives words with places that grow, in a form that does not change when folded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const tokens = tokenize(text);
        for (const [index, token] of tokens.entries()) {
          expect(token.at).toBe(index + 1);
          expect(token.from).toBeGreaterThanOrEqual(tokens[index - 1]?.from ?? 0);
          expect(token.to).toBeGreaterThan(token.from);
          expect(token.to).toBeLessThanOrEqual(text.length);
          if (/^[\p{L}\p{N}\p{M}]/u.test(token.word)) expect(foldForSearch(token.word)).toBe(token.word);
          expect(token.word).not.toMatch(/['\\:&|!()<>*\s\0]/u);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("W136 a very long text costs little and gives no more words than the index takes", () => {
    expect(tokenize("word ".repeat(200_000)).length).toBe(MOST_TOKENS);
    expect(tokenize("東".repeat(200_000)).length).toBe(MOST_TOKENS);
    expect(tokenize("\u200B".repeat(200_000)).length).toBe(0);
    expect(tokenize(`a${"\u200B".repeat(100_000)}b`)).toHaveLength(1);
    expect(words("x".repeat(5000))[0]).toHaveLength(60);
  });
});

const SPACELESS = [..."東京都庁の天気ガラスสวัสดีครับที่កម្ពុជာမြန်မာ배송조회"];

describe("needles", () => {
  it("W136 in a script without spaces any two or more characters that follow one another are found, and no others", () => {
    // No script's marks follow another script's in writing; Unicode would put them into an order of its own.
    const keepsItsOrder = (characters: string[]) =>
      characters.join("").normalize("NFKD").normalize("NFC") === characters.join("");
    const text = fc.array(fc.constantFrom(...SPACELESS), { minLength: 2, maxLength: 30 }).filter(keepsItsOrder);
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(8), (characters, start, more) => {
        const from = start % (characters.length - 1);
        const piece = characters.slice(from, from + 2 + more).join("");
        expect(finds(piece, `vor ${characters.join("")} nach`)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(text, text, (characters, other) => {
        const [whole, piece] = [characters.join(""), other.join("")];
        expect(finds(piece, whole)).toBe(whole.includes(piece));
      }),
    );
  });

  it.each([
    ["猫", "黒猫です", true],
    ["猫", "黒猫", true],
    ["猫", "犬", false],
    ["refund", "two Refunds, please", true],
    ["refund", "prerefund", false],
    ['"refund"', "two Refunds", false],
    ['"late again"', "late, again!", true],
    ['"late again"', "again late", false],
    ["late again", "again late", true],
    ["-late again", "again late", false],
    ['again -"late again"', "again late", true],
    ["ab@c.org", "write to AB@c.org.", true],
    ["ab@c.org", "ab org c", false],
    ["élève", "ELEVE", true],
    ["👍", "fine 👍🏽", true],
    ["👎", "fine 👍🏽", false],
    ["iphone用", "新iPhone用ケース", true],
    ["%", "anything", true],
    ["12345", "order 1234567", true],
  ])("W136 %j in %j: %s", (search, text, found) => expect(finds(search, text)).toBe(found));

  it("W136 what is marked is what was looked for", () => {
    const marked = (search: string, text: string) =>
      findNeedles(text, toNeedles(parseSearch(search).terms)).map(({ from, to }) => text.slice(from, to));
    expect(marked("zoe -mail", "Zoë, mail Zoés")).toEqual(["Zoë", "Zoés"]);
    expect(marked("京都", "東京都庁")).toEqual(["京都"]);
    expect(marked("猫", "黒猫です")).toEqual(["猫"]);
    expect(marked('"late again"', "so late, again")).toEqual(["late, again"]);
    expect(marked("ガラス", "ｶﾞﾗｽ")).toEqual(["ｶﾞﾗｽ"]);
    expect(marked("송조", "배송조회".normalize("NFD"))).toEqual(["배송조회".normalize("NFD")]);
  });

  it("W136 what is marked stands in the text, whatever both are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat(50), fc.nat(8), (text, start, length) => {
        const needles = toNeedles([{ text: text.slice(start, start + length), quoted: true, not: false }]);
        let before = 0;
        for (const { from, to } of findNeedles(text, needles)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what is typed", () => {
  it.each([
    ["", [], []],
    ["refund", [["refund", false, false]], []],
    [
      '"late again" -late',
      [
        ["late again", true, false],
        ["late", false, true],
      ],
      [],
    ],
    [
      "“late again” «x y»",
      [
        ["late again", true, false],
        ["x y", true, false],
      ],
      [],
    ],
    [
      'topic:"bad delivery" TAG:vip x',
      [["x", false, false]],
      [
        ["topic", "bad delivery", false],
        ["tag", "vip", false],
      ],
    ],
    [
      "-channel:mail before:7d",
      [],
      [
        ["channel", "mail", true],
        ["before", "7d", false],
      ],
    ],
    [
      "https://x.org 12:30 foo:bar",
      [
        ["https://x.org", false, false],
        ["12:30", false, false],
        ["foo:bar", false, false],
      ],
      [],
    ],
    ['channel: "open', [["open", true, false]], [["channel", "", false]]],
    [
      '- -- -""',
      [
        ["-", false, false],
        ["-", false, true],
      ],
      [],
    ],
  ] as const)("W136 %j", (text, terms, filters) => {
    const parsed = parseSearch(text);
    expect(parsed.terms.map(({ text, quoted, not }) => [text, quoted, not])).toEqual(terms);
    expect(parsed.filters.map(({ operator, value, not }) => [operator, value, not])).toEqual(filters);
  });

  it("W136 any text can be read, and what it was read as reads the same again", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("-", '"', "topic:", "is:", "channel:", " ", "\0", "“", ":", "x"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseSearch(pieces.join(""));
        expect(parseSearch(formatSearch(parsed))).toEqual(parsed);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("days", () => {
  const now = new Date("2026-11-28T10:30:00Z");
  it.each([
    ["2026-11-20", "UTC", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20", "Europe/Paris", "2026-11-19T23:00:00.000Z"],
    ["2026-07-20", "America/New_York", "2026-07-20T04:00:00.000Z"],
    ["2026-03-29", "Europe/Paris", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Paris", "2026-03-29T22:00:00.000Z"],
    ["7d", "UTC", "2026-11-21T10:30:00.000Z"],
    ["2W", "UTC", "2026-11-14T10:30:00.000Z"],
    ["3m", "UTC", "2026-08-28T10:30:00.000Z"],
    ["1y", "UTC", "2025-11-28T10:30:00.000Z"],
    ["12h", "UTC", "2026-11-27T22:30:00.000Z"],
    ["today", "Asia/Tokyo", "2026-11-27T15:00:00.000Z"],
    ["yesterday", "UTC", "2026-11-27T00:00:00.000Z"],
    ["9999y", "UTC", "1970-01-01T00:00:00.000Z"],
  ])("W136 %s in %s", (value, zone, at) => expect(readWhen(value, now, zone)?.toISOString()).toBe(at));
  it.each(["", "soon", "2026-02-30", "7", "-7d", "99999d", "2026-11"])("W136 %j is no day", (value) =>
    expect(readWhen(value, now, "UTC")).toBeUndefined(),
  );
});
