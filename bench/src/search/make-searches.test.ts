import { expect, test } from "vitest";
import { createRandom } from "../data/random.ts";
import { makeText, pickLanguage } from "../data/texts.ts";
import { makeSearches, SEARCH_KINDS, typeSearch } from "./make-searches.ts";

const random = createRandom(1);
const texts = Array.from({ length: 3000 }, () => makeText(random, pickLanguage(random), false));

test("B10 a thousand searches in the shares of the protocol, the same ones every time, in all scripts", () => {
  const searches = makeSearches(texts, 8);
  expect(searches).toEqual(makeSearches(texts, 8));
  expect(SEARCH_KINDS.map((kind) => searches.filter((one) => one.kind === kind).length)).toEqual([
    300, 300, 200, 100, 50, 50,
  ]);
  const all = searches.map((one) => one.words).join(" ");
  for (const script of ["Latin", "Arabic", "Katakana"]) expect(all).toMatch(new RegExp(`\\p{Script=${script}}`, "u"));
  for (const { words } of searches.filter((one) => one.kind === "number")) expect(words).toMatch(/^\d{6}$/);
  for (const { words } of searches.filter((one) => one.kind === "phrase")) expect(words).toMatch(/^"\S+ \S+ \S+"$/);
});

test("B10 filters by channel, time and agent are typed as operators", () => {
  expect(typeSearch({ kind: "rare", words: "x", channel: 2, since: "2026-06-01", notMine: true })).toBe(
    'x channel:"Channel 3" after:2026-06-01 -assignee:me',
  );
  const typed = makeSearches(texts, 8).map(typeSearch).join("\n");
  for (const operator of ["channel:", "before:", "after:", "-assignee:me"]) expect(typed).toContain(operator);
});
