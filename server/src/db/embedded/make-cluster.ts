import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CannotStart } from "./cannot-start.ts";
import type { ClusterHome } from "./cluster-home.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";

/** The role that made the cluster; only Guichet knows its password. */
export const adminRole = "guichet";

/** Makes the cluster where there is none: whole or not at all, even when killed half-way. */
export async function makeCluster(home: ClusterHome, programs: PostgresPrograms, sync: boolean): Promise<void> {
  removeDrafts(home);
  if (existsSync(home.cluster)) return refuseOtherVersion(home, programs);
  const password = keepPassword(home.passwordFile);
  const draft = join(home.folder, `postgres.draft-${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(join(draft, "password"), password, { mode: 0o600 });
  const { account } = home;
  if (account) for (const path of [draft, join(draft, "password")]) chownSync(path, account.uid, account.gid);
  await runInitdb(home, programs, draft, sync);
  renameSync(join(draft, "cluster"), home.cluster);
  flush(home.folder);
  rmSync(draft, { recursive: true });
}

/** The admin role's password, made on first use. Only we read it: mode 0600, and the account never owns it. */
export function keepPassword(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
  }
  return readFileSync(file, "utf8");
}

async function runInitdb(home: ClusterHome, programs: PostgresPrograms, draft: string, sync: boolean): Promise<void> {
  const args = [
    ...["--pgdata", join(draft, "cluster"), "--username", adminRole, "--pwfile", join(draft, "password")],
    ...["--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--no-instructions"],
    ...(programs.major >= 17
      ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
      : ["--locale=C.UTF-8"]),
    ...(sync ? [] : ["--no-sync"]),
  ];
  const run = home.account && { uid: home.account.uid, gid: home.account.gid };
  try {
    await promisify(execFile)(programs.initdb, args, { ...run, cwd: "/", env: { LC_ALL: "C", TZ: "UTC" } });
  } catch (cause) {
    const reason = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : String(cause);
    throw new CannotStart(`Cannot make the database in ${home.cluster}: ${reason}`, { cause });
  }
}

function removeDrafts(home: ClusterHome): void {
  for (const name of readdirSync(home.folder)) {
    if (name.startsWith("postgres.draft-")) rmSync(join(home.folder, name), { recursive: true, force: true });
  }
}

function refuseOtherVersion(home: ClusterHome, programs: PostgresPrograms): void {
  const version = Number(readFileSync(join(home.cluster, "PG_VERSION"), "utf8"));
  if (version === programs.major) return;
  throw new CannotStart(
    `The database in ${home.cluster} is of PostgreSQL ${version}, this Guichet brings ${programs.major}. ` +
      "Back up with the release that made it (guichet backup FILE) and restore into an empty folder.",
  );
}

function flush(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
