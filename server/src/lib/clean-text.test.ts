import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText } from "./clean-text.ts";

test.each([
  ["I14 ordinary text stays as it is", "Ça va ? 👩‍👩‍👧 \u202Eabc\u200B\r\n\t", "Ça va ? 👩‍👩‍👧 \u202Eabc\u200B\r\n\t"],
  ["I14 NUL becomes the replacement character", "a\0b\0", "a\uFFFDb\uFFFD"],
  ["I14 a lone high surrogate becomes the replacement character", "a\uD83D", "a\uFFFD"],
  ["I14 a lone low surrogate becomes the replacement character", "\uDE00a", "\uFFFDa"],
  ["I14 empty text stays empty", "", ""],
])("%s", (_title, input, output) => {
  expect(cleanText(input)).toBe(output);
});

test("I14 any string becomes valid Unicode without NUL, keeps its length, and is cleaned once", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).chain((s) => fc.constantFrom(s, `${s}\0`, `\uD800${s}`)),
      (input) => {
        const output = cleanText(input);
        expect(output.isWellFormed()).toBe(true);
        expect(output.includes("\0")).toBe(false);
        expect(output.length).toBe(input.length);
        expect(cleanText(output)).toBe(output);
        expect(Buffer.from(output, "utf8").toString("utf8")).toBe(output);
      },
    ),
  );
});
