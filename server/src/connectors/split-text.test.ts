import { textLength } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "./split-text.ts";

describe("a text that is too long for one message", () => {
  test.each([
    ["what fits stays as it is, spaces too", " a b ", 5, [" a b "]],
    ["nothing stays nothing", "", 5, []],
    ["a paragraph is the best end", "One two.\n\nThree four", 15, ["One two.", "Three four"]],
    ["then a line", "One two x\nthree four", 15, ["One two x", "three four"]],
    ["then a sentence", "One two x. Three four", 15, ["One two x.", "Three four"]],
    ["then a word", "one two three four", 9, ["one two", "three", "four"]],
    ["a word may end where the room does", "abcde fgh", 5, ["abcde", "fgh"]],
    ["a long word is cut", "abcdefghij", 4, ["abcd", "efgh", "ij"]],
    [
      "a good end that leaves most of the piece empty is not taken",
      "A.\n\nabcdefg hijkl mnop",
      16,
      ["A.\n\nabcdefg", "hijkl mnop"],
    ],
    ["spaces at a cut are dropped", "abcd      efgh", 6, ["abcd", "efgh"]],
  ])("%s", (_title, text, max, pieces) => {
    expect(splitText(text, max, "utf16")).toEqual(pieces);
  });

  test("no surrogate pair and no family is torn", () => {
    expect(splitText("😀😀😀", 3, "utf16")).toEqual(["😀", "😀", "😀"]);
    expect(splitText("👩‍👩‍👧👩‍👩‍👧", 10, "utf16")).toEqual(["👩‍👩‍👧", "👩‍👩‍👧"]);
    expect(splitText("e\u0301e\u0301", 3, "utf16")).toEqual(["e\u0301", "e\u0301"]);
    for (const piece of splitText(`a${"\u0301".repeat(50)}`, 20, "utf16")) expect(piece.length).toBeLessThanOrEqual(20);
    for (const piece of splitText("👩‍👩‍👧".repeat(3), 2, "utf16")) expect(piece.isWellFormed()).toBe(true);
  });

  test("every piece fits, none is empty, and nothing but space is lost, in any unit", () => {
    const unit = fc.constantFrom("utf16" as const, "bytes" as const, "characters" as const);
    const text = fc
      .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(" ", "\n", "\n\n", ". ", "👩‍👩‍👧")), {
        maxLength: 60,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.integer({ min: 30, max: 60 }), unit, (whole, max, measure) => {
        const pieces = splitText(whole, max, measure);
        const bare = (one: string) => one.replace(/\s+/g, "");
        expect(bare(pieces.join(""))).toBe(bare(whole));
        for (const piece of pieces) {
          expect(textLength(piece, measure)).toBeLessThanOrEqual(max);
          expect(piece.trim()).not.toBe("");
          expect(piece.isWellFormed()).toBe(whole.isWellFormed());
        }
      }),
    );
  });
});
