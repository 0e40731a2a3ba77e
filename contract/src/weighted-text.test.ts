import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textLength, textLimitOf } from "./platform-limits.ts";
import { textRoom } from "./reply-limits.ts";
import { weighParts, weighText } from "./weighted-text.ts";

describe("W155 how X counts a post", () => {
  test.each([
    ["letters of Europe count one", "Où est-elle ? Žluťoučký, Жук, αβγ", 33],
    ["others count two", "語", 2],
    ["Hangul and kana, too", "한국어かな", 10],
    ["typographic signs count one", "“a” – ‘b’ …", 12],
    ["an emoji counts two", "👍", 2],
    ["also one that is made of many", "👨‍👩‍👧‍👦", 2],
    ["a flag, a skin, a key", "🇫🇷👍🏽1️⃣", 6],
    ["an accent that stands apart counts with its letter", "e\u0301", 1],
    ["an address counts 23, however long", `https://shop.example.com/${"a".repeat(300)}`, 23],
    ["and however short", "https://t.co/a", 23],
    ["what stands behind it does not belong to it", "(https://t.co/a).", 26],
    ["one without http, too", "shop.com", 23],
    ["a mail address is none", "a@shop.com", 10],
    ["two of them with words", "see https://a.com and https://b.com", 55],
  ])("%s", (_title, text, weight) => {
    expect(weighText(text)).toBe(weight);
  });

  test("where X may not see an address, what is more counts", () => {
    const own = `http://intranet/${"a".repeat(60)}`;
    expect(weighText(own)).toBe(own.length);
  });

  test("the parts are the text, and none is empty", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const parts = weighParts(text);
        expect(parts.map(({ segment }) => segment).join("")).toBe(text);
        for (const { segment } of parts) expect(segment).not.toBe("");
      }),
    );
  });

  test("the room in public is that of a post, in private that of a message", () => {
    expect(textLimitOf("x", { visibility: "public", once: true })).toMatchObject({ max: 280, unit: "weighted" });
    expect(textLimitOf("x", { visibility: "public" }).max).toBeGreaterThan(280);
    expect(textLimitOf("x", { once: true })).toMatchObject({ max: 10_000, unit: "utf16" });
    expect(textRoom(textLimitOf("x", { visibility: "public", once: true }), "語".repeat(141)).left).toBe(-2);
    expect(textLength("語", "weighted")).toBe(2);
  });
});
