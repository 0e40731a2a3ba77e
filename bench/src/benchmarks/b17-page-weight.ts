import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { repository } from "../product/places.ts";
import type { Benchmark, Row } from "./benchmark.ts";
import { judgeAlone, notMeasured } from "./judge.ts";

const DIST = join(repository, "web/dist");
const WIDGET = join(repository, "widget/dist/widget.js");

/** What a browser must fetch before it can show anything, gzipped; the largest part that comes later; the widget. */
export const pageWeight: Benchmark = {
  name: "B17",
  title: "page weight",
  run: async () => ({ errors: [], rows: [...appRows(), widgetRow()] }),
};

function appRows(): Row[] {
  if (!existsSync(join(DIST, "index.html"))) return [notMeasured("agent app", "≤ 230 kB", "web/dist is not built")];
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  const eager = eagerScripts(page);
  const weights = eager.map((name) => gzipped(join(DIST, "assets", name)));
  const kilobytes = weights.reduce((sum, bytes) => sum + bytes, 0) / 1000;
  const lazy = readdirSync(join(DIST, "assets"))
    .filter((name) => name.endsWith(".js") && !eager.includes(name))
    .map((name) => ({ name, kilobytes: gzipped(join(DIST, "assets", name)) / 1000 }))
    .sort((a, b) => b.kilobytes - a.kilobytes);
  const heaviest = lazy[0] ?? { name: "none", kilobytes: 0 };
  return [
    judgeAlone("agent app, first load", "kB gzip", kilobytes, { most: 230 }, `${eager.length} files`),
    judgeAlone("heaviest lazy part", "kB gzip", heaviest.kilobytes, { most: 200 }, heaviest.name),
  ];
}

/** The page's own scripts, what it preloads, and what those import at once. */
export function eagerScripts(page: string): string[] {
  const found = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
  for (const name of found) {
    const text = readFileSync(join(DIST, "assets", name), "utf8");
    for (const [, imported = ""] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      if (!found.includes(imported)) found.push(imported);
  }
  return found;
}

function gzipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

function widgetRow(): Row {
  if (!existsSync(WIDGET)) return notMeasured("customer widget", "≤ 15 kB", "widget/dist is not built");
  return judgeAlone("web messenger's script", "kB gzip", gzipped(WIDGET) / 1000, { most: 15 });
}
