import { textLength } from "@guichet/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPost } from "./split-post.ts";

const MARK = /^\d+\/\d+ /;

test("W155 what fits is one post without a number", () => {
  for (const text of [
    "",
    "Hello",
    "x".repeat(280),
    "語".repeat(140),
    `${"x".repeat(256)} https://a.com/${"y".repeat(500)}`,
  ])
    expect(splitPost(text)).toEqual([text]);
});

test("W155 a short code stands behind the last one alone, and no address is cut", () => {
  const address = `https://shop.example.com/${"a".repeat(400)}`;
  const text = `${"Some words of it. ".repeat(14)}${address} ${"And more of them. ".repeat(16)}^KW`;
  const pieces = splitPost(text);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.filter((piece) => piece.includes("^KW"))).toEqual([pieces.at(-1)]);
  expect(pieces.filter((piece) => piece.includes(address))).toHaveLength(1);
  expect(pieces.map((piece) => MARK.exec(piece)?.[0])).toEqual(pieces.map((_, n) => `${n + 1}/${pieces.length} `));
});

test("W155 nothing is lost but blanks at a cut, and each piece has at most 280", () => {
  const word = fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), fc.constant("https://a.com/b"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 60, maxLength: 260 }), (words) => {
      const text = words.join(" ");
      const pieces = splitPost(text);
      for (const piece of pieces) expect(textLength(piece, "weighted")).toBeLessThanOrEqual(280);
      const bare = pieces.length === 1 ? pieces : pieces.map((piece) => piece.replace(MARK, ""));
      expect(bare.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
    { numRuns: 60 },
  );
});
