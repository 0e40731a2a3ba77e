import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSourceFiles, repository } from "../source-files.ts";

type Rules = { linter: { rules: Record<string, Record<string, unknown>> } };
type Report = { diagnostics: { category: string; severity: string; location: { path: unknown } }[] };

const config: Rules = JSON.parse(readFileSync(join(repository, "biome.json"), "utf8"));
let folder: string;
beforeAll(() => {
  // The linter as `npm run check` has it, on two files that lie where no list of exceptions can reach them.
  folder = mkdtempSync(join(tmpdir(), "guichet-waiting-"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter: config.linter }));
  mkdirSync(join(folder, "src"));
  for (const name of ["bad-waiting.ts", "good-waiting.ts"])
    cpSync(new URL(`./fixtures/${name}.txt`, import.meta.url), join(folder, "src", name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(name: string): { code: number | null; found: string[] } {
  const program = join(repository, "node_modules/@biomejs/biome/bin/biome");
  const args = [program, "lint", "--reporter=json", "--max-diagnostics=50", join(folder, "src", name)];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const report: Report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  return { code: status, found: errors.map(({ category }) => category) };
}

describe("S28 P109 nobody forgets to wait for a check", () => {
  it("the linter makes an error of a promise that floats, of one in a condition, and of an async predicate", () => {
    const { code, found } = lint("bad-waiting.ts");
    expect(code).not.toBe(0);
    expect(found.filter((name) => name.endsWith("noFloatingPromises"))).toHaveLength(1);
    expect(found.filter((name) => name.endsWith("noMisusedPromises"))).toHaveLength(2);
  });

  it("and has nothing against one that is waited for", () => {
    expect(lint("good-waiting.ts")).toEqual({ code: 0, found: [] });
  });

  it("the rules are errors for every file, and no file of the product is let off them", () => {
    expect(config.linter.rules.nursery).toMatchObject({ noFloatingPromises: "error", noMisusedPromises: "error" });
    const { overrides = [], files } = JSON.parse(readFileSync(join(repository, "biome.json"), "utf8"));
    expect(JSON.stringify(overrides)).not.toMatch(/Promises/);
    const left = files.includes.filter((pattern: string) => pattern.startsWith("!"));
    expect(left.filter((pattern: string) => /\/src|\*\.ts$/.test(pattern) && !pattern.includes(".gen."))).toEqual([]);
    const ignoring = [...readSourceFiles().values()].filter(({ text }) =>
      /biome-ignore(-all)? lint\/nursery\/no(Floating|Misused)Promises/.test(text),
    );
    expect(ignoring.map(({ path }) => path)).toEqual([]);
  });
});
