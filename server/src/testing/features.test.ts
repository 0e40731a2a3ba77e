import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawFeatures } from "./draw-features.ts";
import { listRows, rowsIn } from "./list-rows.ts";
import { readReplays } from "./replays/read-replays.ts";
import { SUBJECTS } from "./rows.ts";
import { repository } from "./source-files.ts";

const document = join(repository, "docs/features.md");
const explained = [
  ...Object.values(SUBJECTS).flatMap((meanings) => Object.keys(meanings)),
  ...readReplays().map(({ id }) => id),
];

test("every mark in a test's title has words in rows.ts, once", () => {
  const named = [...listRows().keys()];
  expect(
    named.filter((row) => !explained.includes(row)),
    "add words for these in rows.ts",
  ).toEqual([]);
  expect(new Set(explained).size).toBe(explained.length);
});

/** `DRAW=1 npx vitest run server/src/testing/features.test.ts` writes the page anew. */
test("docs/features.md lists every mark with its words, and each file it names proves the mark", () => {
  if (process.env.DRAW === "1") writeFileSync(document, drawFeatures());
  const [written, drawn] = [readFileSync(document, "utf8"), drawFeatures()].map(linesOf);
  const wordsOf = (lines: Line[] | undefined) => lines?.map(({ row, meaning }) => `${row} ${meaning}`);
  expect(wordsOf(written), "run this test with DRAW=1").toEqual(wordsOf(drawn));
  const rows = listRows();
  for (const { row, files } of written ?? []) {
    expect(files.length, row).toBeGreaterThan(0);
    expect(rows.get(row), `run this test with DRAW=1: ${row}`).toEqual(expect.arrayContaining(files));
  }
});

type Line = { readonly row: string; readonly meaning: string; readonly files: string[] };

function linesOf(text: string): Line[] {
  return [...text.matchAll(/^\| ((?:seed )?[WRSIF]-?\d+) \| (.*) \| (.*) \|$/gm)].map(
    ([, row = "", meaning = "", files = ""]) => ({
      row,
      meaning,
      files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
    }),
  );
}

test("marks are found in titles of every form, and nowhere else", () => {
  const sample = [
    'it("W01 plain", () => {});',
    "test.each([1])(`S5 template %s`, () => {});",
    'it.skipIf(absent)("I1 skipped", () => {});',
    '  ["W16 first cell", 1],',
    'const other = "W99 no title";',
    'it("R56 seed S24 what the product began with", () => {});',
    "it.each([",
    '  { name: "Tags", at: "W98 no title" },',
    '])("W172 over several lines", () => {});',
    'it.each(["one", "two"])(',
    '  "S6 after strings of %s",',
    "  () => {},",
    ");",
    "it.each([",
    '  [1, "W97 no title"],',
    '] as const)("I2 of constants", () => {});',
  ].join("\n");
  expect(rowsIn(sample).sort()).toEqual(["I1", "I2", "R56", "S5", "S6", "W01", "W16", "W172", "seed S24"]);
});
