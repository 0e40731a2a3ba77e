import { expect, it } from "vitest";
import { flattenCatalog } from "../../locales/catalog.ts";
import { enApart } from "../../locales/en-apart.ts";
import { frApart } from "../../locales/fr-apart.ts";
import type { Say } from "../../locales/use-words.ts";
import { findPages } from "./find-pages.ts";
import { SETTINGS } from "./tree.ts";

const english = flattenCatalog(enApart);
const french = flattenCatalog(frApart);
const found = (typed: string, words: Record<string, string>): string[] => {
  const t: Say = (key) => words[key] ?? key;
  return findPages(typed, t).flatMap((group) => group.pages.map((page) => page.to));
};

it("an empty search shows every page of Settings", () => {
  expect(found("", english)).toHaveLength(SETTINGS.flatMap((group) => group.pages).length);
});

it("a page is found by its name, by what is on it, and in French without accents", () => {
  expect(found("imap", english)).toEqual(["/settings/channels"]);
  expect(found("inactive session", english)).toEqual(["/settings/preferences"]);
  expect(found("equipes", french)).toContain("/settings/teams");
  expect(found("xyzzy", english)).toEqual([]);
});
