import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeDataFolder } from "../../testing/data-folder.ts";
import { findPackage, preparePrograms } from "./postgres-programs.ts";

let folder = "";
let bare = "";
beforeEach(() => {
  folder = makeDataFolder("guichet-programs-");
  bare = join(folder, "package");
  // As npm leaves it where install scripts are off: without symbolic links.
  cpSync(findPackage(), bare, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
});
afterEach(() => rmSync(folder, { recursive: true }));

test("links that the package's install script did not make are made where it lies", () => {
  const programs = preparePrograms(undefined, join(folder, "copies"), bare);
  expect(programs.postgres).toBe(join(bare, "native/bin/postgres"));
  expect(programs.major).toBeGreaterThanOrEqual(18);
  expect(existsSync(join(folder, "copies"))).toBe(false);
});

test.runIf(process.getuid?.() === 0)("a package out of the account's reach is copied once, open to it", () => {
  chmodSync(bare, 0o700);
  const nobody = { name: "nobody", uid: 65_534, gid: 65_534 };
  const copies = join(folder, "copies");
  const programs = preparePrograms(nobody, copies, bare);
  expect(programs.postgres.startsWith(copies)).toBe(true);
  expect(preparePrograms(nobody, copies, bare)).toEqual(programs);
  expect(readdirSync(copies)).toHaveLength(1);
});

test.runIf(process.getuid?.() !== 0)("a package that is incomplete and only readable is copied", () => {
  chmodSync(join(bare, "native/lib"), 0o500);
  const programs = preparePrograms(undefined, join(folder, "copies"), bare);
  chmodSync(join(bare, "native/lib"), 0o700);
  expect(programs.postgres.startsWith(join(folder, "copies"))).toBe(true);
});
