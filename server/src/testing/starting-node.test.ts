import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const GUICHET = fileURLToPath(new URL("../../../bin/guichet.mjs", import.meta.url));
/** Says with which flags and words it was begun, as the server would be. */
const SAY = "console.log(JSON.stringify({ flags: process.execArgv, words: process.argv.slice(2) }));";
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "guichet-start-"));
  for (const folder of ["bin", "server/src", "node_modules"]) mkdirSync(join(root, folder), { recursive: true });
  cpSync(GUICHET, join(root, "bin/guichet.mjs"));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  for (const lock of ["package-lock.json", "node_modules/.package-lock.json"])
    writeFileSync(join(root, lock), '{"packages":{}}');
  writeFileSync(join(root, "bin/build.ts"), "export function buildWhatChanged() {}");
  for (const script of ["server/src/main.ts", "bin/doctor.ts"]) writeFileSync(join(root, script), SAY);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function begin(words: readonly string[], flags: readonly string[] = [], options = "") {
  const env = { ...process.env, NODE_OPTIONS: options };
  const ended = spawnSync(process.execPath, [...flags, join(root, "bin/guichet.mjs"), ...words], {
    env,
    encoding: "utf8",
  });
  expect(ended.stderr).toBe("");
  return JSON.parse(ended.stdout) as { flags: string[]; words: string[] };
}

it("a server runs with a small nursery, and with its own words and flags besides", () => {
  expect(begin(["start", "a b"])).toEqual({ flags: ["--max-semi-space-size=8"], words: ["a b"] });
  expect(begin(["start"], ["--stack-size=900"]).flags).toEqual(["--stack-size=900", "--max-semi-space-size=8"]);
});

it("whoever chose another size keeps it, and what does not serve is begun as it is", () => {
  expect(begin(["start"], ["--max-semi-space-size=32"]).flags).toEqual(["--max-semi-space-size=32"]);
  expect(begin(["start"], [], "--max-semi-space-size=32").flags).toEqual([]);
  expect(begin(["doctor"]).flags).toEqual([]);
});
