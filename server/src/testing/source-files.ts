import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The folder of the whole repository, with a final slash. */
export const repository = new URL("../../../", import.meta.url).pathname;

export type Import = {
  readonly specifier: string;
  /** The file it leads to, from the repository's folder on; undefined for packages. */
  readonly target: string | undefined;
  /** `import type`: nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  /** What stands between the braces, as written. */
  readonly names: string;
};
export type SourceFile = {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
};

const workspaces = "{bin,contract,server,web,widget,demo,e2e,bench,simulator}";

/** Every TypeScript file of ours, by its path from the repository's folder on. */
export function readSourceFiles(): Map<string, SourceFile> {
  const paths = globSync(`${workspaces}/**/*.{ts,tsx,mjs}`, { cwd: repository }).filter(
    (path) => !/(^|\/)(node_modules|dist|fixtures)\//.test(path) && !path.endsWith(".gen.ts"),
  );
  return new Map(paths.sort().map((path) => [path, readSourceFile(path)]));
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(repository, path), "utf8");
  return { path, text, lines: text.split("\n").length - 1, imports: findImports(path, text) };
}

const statement = /^(?:import|export)\s+(type\s+)?([^;"'`]*?\sfrom\s+)?["']([^"']+)["'];?$/gm;
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Imports and re-exports by the text alone: Biome has put each into its usual form. */
export function findImports(path: string, text: string): Import[] {
  const found = [...text.matchAll(statement)].map(([, type, names = "", specifier = ""]) =>
    toImport(path, specifier, type !== undefined, names),
  );
  const later = [...text.matchAll(dynamic)].map(([, specifier = ""]) => toImport(path, specifier, false, ""));
  return [...found, ...later];
}

function toImport(path: string, specifier: string, typeOnly: boolean, names: string): Import {
  return { specifier, target: targetOf(path, specifier), typeOnly, names };
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith("@guichet/contract")) return "contract/src/index.ts";
  return specifier.startsWith(".") ? normalize(join(dirname(path), specifier)) : undefined;
}

/** Tests, their kits and what only they run: free to import what they need. */
export function isTesting(path: string): boolean {
  return /\.(test|test-kit)\.tsx?$/.test(path) || /(^|\/)(testing|e2e|bench)\//.test(path) || path.includes("-bench");
}

/**
 * Exceptions that a record under docs/decisions argues for, one line each: "- Allowed (kysely): `server/src/events/`".
 * A path that ends in a slash means everything under it.
 */
export function readArguedExceptions(): { rule: string; path: string; record: string }[] {
  const folder = join(repository, "docs/decisions");
  if (!existsSync(folder)) return [];
  return globSync("docs/decisions/*.md", { cwd: repository }).flatMap((record) =>
    [...readFileSync(join(repository, record), "utf8").matchAll(/^[-*] Allowed \(([a-z ]+)\): (.+)$/gm)].flatMap(
      ([, rule = "", rest = ""]) => [...rest.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => ({ rule, path, record })),
    ),
  );
}
