import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./source-files.ts";

/** `S24` is a mark of security; `seed S24` is a capability of the list that the product began with, which counts anew. */
const ROW = /\b(?:seed S\d{2}|[WRSIP]\d{1,3}[a-z]?|F-\d{2})\b/g;
/**
 * A title: the first string of a call to `it`, `test`, `describe` or `….each`, whose table may hold strings and go over
 * many lines, or the first cell of a table of cases.
 */
const TITLE =
  /(?:\b(?:it|test|describe)(?:\.\w+)*(?:\([^()"`]*\))?\(\s*|\](?: as const)?,?\s*\)\(\s*|^\s*\[?\s*)(["`])((?:(?!\1).)*)\1/gm;

/** Row → the test files whose titles name it, from the repository's folder on; both sorted. */
export function listRows(): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const paths = globSync("{bin,contract,server,web,widget,demo,e2e,bench}/**/*.test.{ts,tsx}", { cwd: repository });
  for (const path of paths.filter((name) => !/(^|\/)node_modules\//.test(name)).sort())
    for (const row of rowsIn(readFileSync(join(repository, path), "utf8")))
      found.set(row, (found.get(row) ?? new Set()).add(path));
  return new Map([...found].sort(([a], [b]) => compareRows(a, b)).map(([row, files]) => [row, [...files]]));
}

/** The rows that the titles of one test file name. */
export function rowsIn(text: string): string[] {
  const titles = [...text.matchAll(TITLE)].map(([, , title = ""]) => title);
  return [...new Set(titles.flatMap((title) => title.match(ROW) ?? []))];
}

/** W before R before S before I before F before P before what the product began with, then by number. */
function compareRows(a: string, b: string): number {
  const letters = "WRSIFPs";
  return letters.indexOf(a.charAt(0)) - letters.indexOf(b.charAt(0)) || numberOf(a) - numberOf(b) || a.localeCompare(b);
}

function numberOf(row: string): number {
  return Number(/\d+/.exec(row)?.[0]);
}
