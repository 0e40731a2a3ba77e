import { expect, it } from "vitest";
import type { Words } from "../../locales/use-words.ts";
import { attributeName, attributeValue } from "./attribute-words.ts";

const french: Words = { t: (key) => key, locale: "fr" };
const english: Words = { ...french, locale: "en" };
const of = (name: string, value: string, platform: "messenger" | null = "messenger") =>
  ({ name, value, platform, kind: "text" }) as const;

it("W160 what our own messenger tells is named in the user's language, anything else as it came", () => {
  expect(attributeName(of("Page title", "Basket"), french)).toBe("told.pageTitle");
  expect(attributeName(of("Loyalty level", "Linen"), french)).toBe("Loyalty level");
  expect(attributeName(of("Page title", "Basket", null), french)).toBe("Page title");
});

it("W160 the browser's language is a language, not a tag", () => {
  expect(attributeValue(of("Browser language", "fr-CA"), french)).toBe("français canadien");
  expect(attributeValue(of("Browser language", "de"), english)).toBe("German");
  for (const odd of ["", "x", "not a tag", "\u0000"])
    expect(attributeValue(of("Browser language", odd), french)).toBe(odd);
  expect(attributeValue(of("Device", "fr"), french)).toBe("fr");
});

it("W110 numbers and days are written as the reader writes them, and no time zone moves a day", () => {
  const number = (value: string, words: Words) =>
    attributeValue({ ...of("Orders", value, null), kind: "number" }, words);
  expect(number("12345.50", english)).toBe("12,345.50");
  expect(number("12345.50", french).replaceAll(/\s/g, " ")).toBe("12 345,50");
  expect(number("-7", english)).toBe("-7");
  expect(attributeValue({ ...of("Renewal", "2026-12-01", null), kind: "date" }, french)).toBe("1 décembre 2026");
  expect(attributeValue({ ...of("Renewal", "2026-12-01", null), kind: "date" }, english)).toBe("1 December 2026");
  expect(attributeValue({ ...of("News", "yes", null), kind: "yes_no" }, english)).toBe("contacts.yes");
});
