import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { digitOf } from "./digits.ts";
import { createMasker, type MaskingRules, maskHtml, maskText, maskWhole, problemOfPattern } from "./index.ts";

const rules = (...patterns: string[]): MaskingRules => ({
  manual: true,
  automatic: true,
  patterns: patterns.map((pattern, n) => ({ name: `own ${n}`, pattern })),
});
const maskerOf = (...patterns: string[]) => {
  const masker = createMasker(rules(...patterns));
  if (masker === undefined) throw new Error("switched on, and no masker");
  return masker;
};
const plain = maskerOf();
const mask = (text: string): string => maskText(plain, text);

describe("W129 card numbers", () => {
  test.each([
    ["4111111111111111", "XXXXXXXXXXXX1111"],
    ["My card: 4111 1111 1111 1111, thanks", "My card: XXXX XXXX XXXX 1111, thanks"],
    ["4111-1111-1111-1111.", "XXXX-XXXX-XXXX-1111."],
    ["3782 822463 10005", "XXXX XXXXXX X0005"],
    ["378282246310005", "XXXXXXXXXXX0005"],
    ["4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "X X X X X X X X X X X X 1 1 1 1"],
    ["4111 1111 1111 1111 12/26 123", "XXXX XXXX XXXX 1111 12/26 123"],
    ["4111 1111 1111 1111 12 26", "XXXX XXXX XXXX 1111 12 26"],
    ["order 77 4111 1111 1111 1111", "order 77 XXXX XXXX XXXX 1111"],
    ["VISA4111111111111111", "VISAXXXXXXXXXXXX1111"],
    ["card_4111111111111111.jpg", "card_XXXXXXXXXXXX1111.jpg"],
    ["٤١١١ ١١١١ ١١١١ ١١١١", "XXXX XXXX XXXX ١١١١"],
    ["４１１１１１１１１１１１１１１１", "XXXXXXXXXXXX１１１１"],
    ["𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏", "XXXXXXXXXXXX𝟏𝟏𝟏𝟏"],
    ["4111\u00a01111\u20111111\u202f1111", "XXXX\u00a0XXXX\u2011XXXX\u202f1111"],
    ["4111\u200b1111\u200b1111\u200b1111", "XXXX\u200bXXXX\u200bXXXX\u200b1111"],
    ["4111 1111\n1111 1111", "XXXX XXXX\nXXXX 1111"],
    ["> 4111 1111 \r\n> 1111 1111", "> XXXX XXXX \r\n> XXXX 1111"],
    ["5555555555554444 and 6011111111111117", "XXXXXXXXXXXX4444 and XXXXXXXXXXXX1117"],
    ["4111111111111111 4111111111111111", "XXXXXXXXXXXX1111 XXXXXXXXXXXX1111"],
    ["**4111111111111111**", "**XXXXXXXXXXXX1111**"],
    ["X 4111 1111 1111 1111", "X XXXX XXXX XXXX 1111"],
    // No network begins so, but alone it has the length and passes: masked all the same.
    ["9111111111111110", "XXXXXXXXXXXX1110"],
  ])("%s → %s", (text, masked) => expect(mask(text)).toBe(masked));

  test.each([
    ["an order number that fails Luhn", "4111111111111112"],
    ["an IBAN", "DE89 3704 0044 0532 0130 00"],
    ["an IBAN in one piece", "FR7630006000011234567890189"],
    ["a Belgian IBAN", "BE68 5390 0754 7034"],
    ["a Norwegian IBAN", "NO9386011117947"],
    ["a phone number", "+49 1512 3456789"],
    ["a long phone number", "+32 470 12 34 56"],
    ["a parcel of twenty digits", "00340434161094042557"],
    ["a parcel of the American post", "9400 1000 0000 0000 0000 00"],
    ["a table of numbers that passes Luhn", "100 250 99 1200 45"],
    ["prices", "49.99 12.50 89.99 100.00"],
    ["a date and a time", "2026-11-22 10:00:00"],
    ["zeros", "0000 0000 0000 0000"],
    ["two spaces between", "4111  1111  1111  1111"],
    ["a uuid", "550e8400-e29b-41d4-a716-446655440000"],
    ["a customer number", "K-123456"],
    ["a card that was masked before", "XXXX XXXX XXXX 1111"],
  ])("stays: %s", (_what, text) => expect(mask(text)).toBe(text));
});

describe("W129 US social security numbers", () => {
  test.each([
    ["078-05-1120", "XXX-XX-1120"],
    ["078 05 1120", "XXX XX 1120"],
    ["SSN 219099999", "SSN XXXXX9999"],
    ["my ssn is 219-09-9999 2026", "my ssn is XXX-XX-9999 2026"],
  ])("%s → %s", (text, masked) => expect(mask(text)).toBe(masked));
  test.each(["12345-6789", "123 456 789", "666-12-3456", "900-12-3456", "000-12-3456", "123-00-3456", "123-45-0000"])(
    "stays: %s",
    (text) => expect(mask(text)).toBe(text),
  );
});

describe("W129 own patterns", () => {
  test.each([
    ["KD-######", "my number kd-123456!", "my number ██-██████!"],
    ["KD-######", "kd123456 and KD 123456", "████████ and ██ ██████"],
    ["@@######", "passport AB123456", "passport ████████"],
    ["##.##.##-###.##", "85.07.30-033.28", "██.██.██-███.██"],
    ["KD#+@@@", "KD1234567abc", "████████████"],
  ])("%s in %s", (pattern, text, masked) => expect(maskText(maskerOf(pattern), text)).toBe(masked));
  test.each([
    ["KD-######", "KD-1234567"],
    ["KD-######", "AKD-123456"],
    ["@@######", "ABC123456"],
  ])("%s leaves %s", (pattern, text) => expect(maskText(maskerOf(pattern), text)).toBe(text));
  test.each([
    ["@@@@", "no_digit"],
    ["##", "too_short"],
    ["#+###", "never_matches"],
    ["#".repeat(61), "too_long"],
    ["####", undefined],
  ])("%s: %s", (pattern, problem) => expect(problemOfPattern(pattern)).toBe(problem));
});

describe("W129 HTML", () => {
  test.each([
    ["<p>4111 1111 1111 1111</p>", "<p>XXXX XXXX XXXX 1111</p>"],
    ["<b>4111</b> 1111&nbsp;1111 <i>1111</i>", "<b>XXXX</b> XXXX&nbsp;XXXX <i>1111</i>"],
    ["4111 \n   1111 1111 1111", "XXXX \n   XXXX XXXX 1111"],
    ["&#52;111-1111-1111-1111", "X" + "XXX-XXXX-XXXX-1111"],
    [
      '<a href="tel:4111111111111111" title="078-05-1120">x</a>',
      '<a href="tel:XXXXXXXXXXXX1111" title="XXX-XX-1120">x</a>',
    ],
    ["<!-- 4111111111111111 -->", "<!-- XXXXXXXXXXXX1111 -->"],
    ["<td>4111</td><td>1111</td><td>1111</td><td>1111</td>", "<td>4111</td><td>1111</td><td>1111</td><td>1111</td>"],
  ])("%s", (html, masked) => expect(maskHtml(plain, html)).toBe(masked));
});

it("digitOf knows every decimal digit of Unicode and nothing else", () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x110000; code += 1) {
    const character = String.fromCodePoint(code);
    if ((digitOf(character) !== undefined) !== /^\p{Nd}$/u.test(character)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
  expect([digitOf("7"), digitOf("٧"), digitOf("𝟗"), digitOf("９")]).toEqual([7, 7, 9, 9]);
}, 60_000);

it("switched off, nothing is masked by itself", () => {
  expect(createMasker({ ...rules("####"), automatic: false })).toBeUndefined();
});

it("W128 by hand every character becomes one asterisk", () => {
  expect(maskWhole("Né\n😀 4111")).toBe("*".repeat(9));
  expect(maskWhole("")).toBe("");
});

/** A number of a network with its check digit. */
const card = fc
  .tuple(
    fc.constantFrom("4", "51", "55", "6011", "2221"),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 }),
  )
  .map(([start, rest]) => {
    const body = (start + rest.join("")).slice(0, 15);
    const sum = [...body].reverse().reduce((total, digit, n) => {
      const counted = Number(digit) * (n % 2 === 0 ? 2 : 1);
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
    return body + String((10 - (sum % 10)) % 10);
  });
const zero = fc.constantFrom(0x30, 0x660, 0x966, 0xff10, 0x1d7ce);
const words = fc
  .array(fc.constantFrom("hello", "naïve", "日本", "👍", "(", ",", "Tür", "\n\n"), { maxLength: 5 })
  .map((w) => w.join(" "));

test("W129 a card number in any text, script and grouping: all but its last four, and nothing beside it", () => {
  fc.assert(
    fc.property(
      card,
      zero,
      fc.constantFrom("", " ", "-", "\u00a0", "\n"),
      words,
      words,
      (number, base, gap, before, after) => {
        const digits = [...number].map((digit) => String.fromCodePoint(base + Number(digit)));
        const written = [0, 4, 8, 12].map((at) => digits.slice(at, at + 4).join("")).join(gap);
        const masked = `${["XXXX", "XXXX", "XXXX"].join(gap)}${gap}${digits.slice(12).join("")}`;
        expect(mask(`${before}: ${written} ${after}`)).toBe(`${before}: ${masked} ${after}`);
      },
    ),
    { numRuns: 300 },
  );
});

const messy = fc
  .array(
    fc.oneof(
      card,
      fc.stringMatching(/^[0-9]{1,20}$/),
      fc.stringMatching(/^[0-9]{3}-[0-9]{2}-[0-9]{4}$/),
      fc.constantFrom("X", "XXXXX", "█", "-", " ", "\n", "+", "a", "KD", "²", "é", "٤٥", ">", "*", "."),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
const own = fc.uniqueArray(fc.constantFrom("KD-####", "@@####", "####-####", "*****#", "#+.###", "##a##-#"), {
  maxLength: 3,
});

test("W129 masking what is masked changes nothing, whatever the text and the patterns", () => {
  fc.assert(
    fc.property(messy, own, (text, patterns) => {
      const masker = maskerOf(...patterns);
      const once = maskText(masker, text);
      expect(maskText(masker, once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test("W129 only digits are replaced, one by one, and the last four of a number stay", () => {
  fc.assert(
    fc.property(messy, (text) => {
      const before = [...text];
      const after = [...mask(text)];
      expect(after).toHaveLength(before.length);
      for (const [place, character] of after.entries())
        if (character !== before[place])
          expect([character, digitOf(before[place] ?? "") !== undefined]).toEqual(["X", true]);
    }),
    { numRuns: 1000 },
  );
});

test("W129 HTML: what is no number stays byte for byte, and no number that a reader sees is left", () => {
  fc.assert(
    fc.property(
      card,
      fc.constantFrom("", " ", "&nbsp;", "</b><i>", "<wbr>", "&shy;", "-"),
      words,
      (number, gap, around) => {
        const written = [0, 4, 8, 12].map((at) => number.slice(at, at + 4)).join(gap);
        const frame = (inner: string): string => `<div class="a">${around.replaceAll("<", "")} <b>${inner}</b></div>`;
        expect(maskHtml(plain, frame(written))).toBe(frame(`XXXX${gap}XXXX${gap}XXXX${gap}${number.slice(12)}`));
      },
    ),
    { numRuns: 300 },
  );
});

test("W129 hostile texts take no longer than their length asks for", () => {
  const masker = maskerOf("#+.@+", "KD-*+", "*+ #+ @+ ###", "€#+-###");
  const texts = [
    "1",
    "1 ",
    "1-",
    "12 ",
    "X1 ",
    "4111 ",
    "a1",
    "1.a",
    "€1",
    "KD ",
    "<",
    "<!--",
    "&#49;",
    "<b>1</b> ",
    "\n> ",
  ];
  for (const piece of texts) {
    const text = piece.repeat(100_000 / piece.length);
    const started = performance.now();
    maskText(masker, text);
    maskHtml(masker, text);
    // A quadratic step would take minutes; a busy machine does not.
    expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(20_000);
  }
}, 300_000);
