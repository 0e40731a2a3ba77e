import { expect, it } from "vitest";
import type { Words } from "../../locales/use-words.ts";
import { attributeName, attributeValue } from "./attribute-words.ts";

const french: Words = { t: (key) => key, locale: "fr" };
const of = (name: string, value: string, source: "platform" | "crm" = "platform") => ({ name, value, source });

it("W160 what our own messenger tells is named in the user's language, anything else as it came", () => {
  expect(attributeName(of("Page title", "Basket"), french)).toBe("contacts.attribute_pageTitle");
  expect(attributeName(of("Loyalty level", "Linen"), french)).toBe("Loyalty level");
  expect(attributeName(of("Page title", "Basket", "crm"), french)).toBe("Page title");
});

it("W160 the browser's language is a language, not a tag", () => {
  expect(attributeValue(of("Browser language", "fr-CA"), french)).toBe("français canadien");
  expect(attributeValue(of("Browser language", "de"), { ...french, locale: "en" })).toBe("German");
  for (const odd of ["", "x", "not a tag", "\u0000"])
    expect(attributeValue(of("Browser language", odd), french)).toBe(odd);
  expect(attributeValue(of("Device", "fr"), french)).toBe("fr");
});
