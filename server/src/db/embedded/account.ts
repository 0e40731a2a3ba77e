import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { CannotStart } from "./cannot-start.ts";

export type Account = { name: string; uid: number; gid: number };

/** Existing accounts without rights of their own, the most fitting first. */
const candidates = ["guichet", "postgres", "nobody"];

/**
 * The account PostgreSQL runs under when we are root, which PostgreSQL refuses; undefined when we are not.
 * A cluster that exists keeps its account.
 */
export function chooseAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return refuseForeignCluster(cluster);
  const accounts = readAccounts();
  const clusterUid = statSync(cluster, { throwIfNoEntry: false })?.uid;
  const keeper = accounts.find((account) => account.uid === clusterUid && account.uid !== 0);
  if (keeper) return keeper;
  for (const name of candidates) {
    const account = accounts.find((one) => one.name === name);
    if (account) return account;
  }
  throw new CannotStart(
    "PostgreSQL does not run as root, and there is no account guichet, postgres or nobody. Add one: useradd --system guichet",
  );
}

/**
 * Whether the account may pass every folder on the way to the path, and has these rights on the path itself,
 * written as in a digit of a mode: 4 read, 1 pass or run.
 */
export function canReach(path: string, account: Account, rights: number): boolean {
  const target = realpathSync(path);
  if (!isAllowed(target, account, rights)) return false;
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (!isAllowed(folder, account, 1)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function isAllowed(path: string, account: Account, rights: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & rights) === rights;
}

function refuseForeignCluster(cluster: string): undefined {
  const uid = statSync(cluster, { throwIfNoEntry: false })?.uid;
  if (uid === undefined || uid === process.getuid?.()) return undefined;
  throw new CannotStart(
    `The database in ${cluster} belongs to the account with uid ${uid}. Start Guichet as that account or as root.`,
  );
}

function readAccounts(): Account[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .filter((line) => line.includes(":") && !line.startsWith("#"))
    .map((line) => {
      const [name = "", , uid, gid] = line.split(":");
      return { name, uid: Number(uid), gid: Number(gid) };
    });
}
