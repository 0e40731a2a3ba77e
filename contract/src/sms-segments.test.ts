import { describe, expect, test } from "vitest";
import { countSmsSegments } from "./sms-segments.ts";

const of = (text: string) => {
  const { encoding, segments, used, perSegment } = countSmsSegments(text);
  return [encoding, segments, used, perSegment];
};

describe("W158 segments of an SMS", () => {
  test.each([
    ["nothing", "", ["gsm7", 0, 0, 160]],
    ["one", "a".repeat(160), ["gsm7", 1, 160, 160]],
    ["two", "a".repeat(161), ["gsm7", 2, 8, 153]],
    ["just two", "a".repeat(306), ["gsm7", 2, 153, 153]],
    ["three", "a".repeat(307), ["gsm7", 3, 1, 153]],
    ["French that GSM-7 has", "é è à ù Ç", ["gsm7", 1, 9, 160]],
    ["what stands behind an escape counts twice", "€^{}\\[]~|", ["gsm7", 1, 18, 160]],
    ["a euro at the edge goes over whole", `${"a".repeat(152)}€${"a".repeat(10)}`, ["gsm7", 2, 12, 153]],
    ["an apostrophe of typographers", "l’été", ["ucs2", 1, 5, 70]],
    ["seventy", "ç".repeat(70), ["ucs2", 1, 70, 70]],
    ["seventy-one", "ç".repeat(71), ["ucs2", 2, 4, 67]],
    ["an emoji is two units, and never cut", `${"ç".repeat(66)}😀${"ç".repeat(10)}`, ["ucs2", 2, 12, 67]],
  ])("%s", (_title, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  test("the character that makes it longer is named", () => {
    expect(countSmsSegments("l’été").because).toBe("’");
    expect(countSmsSegments("ok 😀").because).toBe("😀");
    expect(countSmsSegments("ete").because).toBeNull();
  });
});
