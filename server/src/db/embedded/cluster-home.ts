import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Account, canReach, chooseAccount } from "./account.ts";
import { CannotStart } from "./cannot-start.ts";

/** Where the database lives. `folder` is the data folder, or one under the state directory (see `openClusterHome`). */
export type ClusterHome = {
  folder: string;
  cluster: string;
  passwordFile: string;
  logFile: string;
  account: Account | undefined;
};

export const stateDirectory = "/var/lib/guichet";

/**
 * Finds or makes the folder of the database. As root, PostgreSQL runs under another account; where that account cannot
 * reach the data folder (it is in /root, say), the database goes under the state directory. A note in the data folder
 * names the place, so that a renamed data folder keeps its database and a deleted one begins afresh.
 */
export function openClusterHome(dataDir: string, log: (line: string) => void, state = stateDirectory): ClusterHome {
  const note = join(dataDir, "postgres-location");
  const folder = existsSync(note) ? readFileSync(note, "utf8").trim() : dataDir;
  const account = chooseAccount(join(folder, "postgres"));
  if (!account) return homeIn(folder, account);
  if (canPass(folder, account)) return homeIn(folder, account);
  if (existsSync(join(folder, "postgres"))) throw unreachable(folder, account);
  const elsewhere = join(state, `${basename(dataDir)}-${randomBytes(4).toString("hex")}`);
  writeFileSync(note, `${elsewhere}\n`, { mode: 0o600 });
  makePassable(state);
  makePassable(elsewhere);
  if (!canPass(elsewhere, account)) throw unreachable(elsewhere, account);
  log(`The account ${account.name} cannot reach ${dataDir}: the database is kept in ${elsewhere}`);
  return homeIn(elsewhere, account);
}

/** Where the database of the data folder is, without making anything. */
export function findClusterHome(dataDir: string): Pick<ClusterHome, "cluster" | "passwordFile"> {
  const note = join(dataDir, "postgres-location");
  return homeIn(existsSync(note) ? readFileSync(note, "utf8").trim() : dataDir, undefined);
}

/** Makes the folder, passable for all and listable for its owner only, whatever the umask says. */
export function makePassable(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
}

function canPass(folder: string, account: Account): boolean {
  return existsSync(folder) && canReach(folder, account, 1);
}

function homeIn(folder: string, account: Account | undefined): ClusterHome {
  return {
    folder,
    cluster: join(folder, "postgres"),
    passwordFile: join(folder, "postgres-password"),
    logFile: join(folder, "postgres.log"),
    account,
  };
}

function unreachable(folder: string, account: Account): CannotStart {
  return new CannotStart(
    `The account ${account.name}, under which PostgreSQL runs, cannot reach ${folder}. Let it pass: chmod o+x on that folder and those above it.`,
  );
}
