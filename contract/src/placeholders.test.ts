import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fillTemplate,
  firstNameOf,
  gapsIn,
  type Placeholder,
  parseTemplate,
  unknownPlaceholders,
} from "./placeholders.ts";

const keyOf = (of: Placeholder): string => (of.type === "field" ? of.field : `attribute.${of.name}`);
const fill = (template: string, values: Record<string, string> = {}): string =>
  fillTemplate(parseTemplate(template), (of) => values[keyOf(of)], keyOf);

describe("placeholders", () => {
  it.each([
    ["W135 a value takes the place", "Hello {{contact.name}}!", { "contact.name": "Kai Wong" }, "Hello Kai Wong!"],
    ["W135 blanks inside do not matter", "Hello {{ contact.name }}!", { "contact.name": "Kai" }, "Hello Kai!"],
    ["W135 without a value the fallback stands there", "Hello {{contact.name|there}}!", {}, "Hello there!"],
    ["W135 an empty fallback leaves nothing", "Hello{{contact.name|}}!", {}, "Hello!"],
    ["W135 a blank value is none", "Hello {{contact.name|there}}!", { "contact.name": " \t" }, "Hello there!"],
    ["W135 without both a gap stays", "Order {{attribute.Order number}}.", {}, "Order ⟦attribute.Order number⟧."],
    [
      "W135 an attribute by its name",
      "Order {{attribute.Order number|?}}",
      { "attribute.Order number": "L-7" },
      "Order L-7",
    ],
    [
      "W135 what is no placeholder stays",
      "{{1}} {{nonsense}} {contact.name} {{contact.name",
      {},
      "{{1}} {{nonsense}} {contact.name} {{contact.name",
    ],
    [
      "S38 a value is never read as a template",
      "{{contact.name}}",
      { "contact.name": "{{agent.name}}", "agent.name": "Ada" },
      "{{agent.name}}",
    ],
    ["W135 a value cannot look like a gap", "{{contact.name}}", { "contact.name": "⟦pay here⟧" }, "[pay here]"],
    ["W135 a value stays on its line", "{{contact.name}}", { "contact.name": "Kai\r\nBcc: all" }, "Kai Bcc: all"],
  ])("%s", (_, template, values, filled) => {
    expect(fill(template, values as unknown as Record<string, string>)).toBe(filled);
  });

  it("W135 names that are typed wrongly are found, each once", () => {
    expect(unknownPlaceholders("{{contact.nmae}} {{contact.name}} {{contact.nmae|x}} {{attribute.}} {{1}}")).toEqual([
      "contact.nmae",
      "attribute.",
      "1",
    ]);
  });

  it("W135 gaps are found with their place and name", () => {
    const text = "Your order ⟦Order number⟧ goes to ⟦City⟧.";
    expect(gapsIn(text).map(({ from, to, label }) => [text.slice(from, to), label])).toEqual([
      ["⟦Order number⟧", "Order number"],
      ["⟦City⟧", "City"],
    ]);
    expect(gapsIn("⟦ open and ⟧ apart ⟦\n⟧").map((gap) => gap.label)).toEqual([" open and "]);
  });

  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom(
      "{{",
      "}}",
      "|",
      "{",
      "}",
      "⟦",
      "⟧",
      "{{contact.name}}",
      "{{agent.name|we}}",
      "{{attribute.a b|}}",
      "{{attribute.x}}",
    ),
  );
  const template = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

  it("W135 whatever is written, the parts together are the template", () => {
    fc.assert(
      fc.property(template, (text) => {
        expect(
          parseTemplate(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
      { seed: 135, numRuns: 2000 },
    );
  });

  it("W135 S38 whatever values hold, only places of placeholders change, and there is a gap exactly where nothing is known", () => {
    fc.assert(
      fc.property(
        template,
        fc.dictionary(fc.constantFrom("contact.name", "agent.name", "attribute.x"), piece),
        (text, values) => {
          const parts = parseTemplate(text);
          const filled = fill(text, values);
          // Taken apart again around the literal pieces, in order: nothing of them is lost or moved.
          let at = 0;
          for (const part of parts) {
            if (part.type !== "text") continue;
            const found = filled.indexOf(part.text, at);
            expect(found).toBeGreaterThanOrEqual(0);
            at = found + part.text.length;
          }
          // Gaps made of literal marks apart, a gap stands for each placeholder without value and fallback.
          const placeholders = parts.filter((part) => part.type === "placeholder");
          const known = (key: string) => (values[key] ?? "").replaceAll(/[\s\p{Cc}]+/gu, "") !== "";
          const open = placeholders.filter((part) => part.fallback === null && !known(keyOf(part.of)));
          const names = open.map((part) => keyOf(part.of));
          expect(fillTemplate(placeholders, (of) => values[keyOf(of)], keyOf).match(/⟦[^⟦⟧]*⟧/g) ?? []).toEqual(
            names.map((name) => `⟦${name}⟧`),
          );
        },
      ),
      { seed: 38, numRuns: 2000 },
    );
  });

  it("S36 long and odd templates are read at once", () => {
    for (const text of [
      "{{".repeat(50_000),
      "{{a|".repeat(30_000),
      `${"{{contact.name|".repeat(5000)}}}`,
      "⟦".repeat(100_000),
    ]) {
      expect(
        parseTemplate(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
      expect(gapsIn(text).length).toBeLessThan(2);
    }
  });

  it("W135 the first name is the first word", () => {
    expect(["Kai Wong", " Élodie  Gras ", "", "Cher"].map(firstNameOf)).toEqual(["Kai", "Élodie", "", "Cher"]);
  });
});
