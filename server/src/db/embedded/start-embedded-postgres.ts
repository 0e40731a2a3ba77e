import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { CannotStart } from "./cannot-start.ts";
import { type ClusterHome, findClusterHome, makePassable, openClusterHome, stateDirectory } from "./cluster-home.ts";
import { isFolderLocked, lockFolder } from "./folder-lock.ts";
import { keepPostmaster } from "./keep-postmaster.ts";
import { adminRole, keepPassword, makeCluster } from "./make-cluster.ts";
import { otherPrograms, type PostgresPrograms, preparePrograms } from "./postgres-programs.ts";
import {
  adoptPostmaster,
  isPostmaster,
  type LaunchOptions,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from "./postmaster.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import type { PostgresSettings } from "./settings.ts";

export type EmbeddedPostgresOptions = {
  /** Guichet's data folder; made when missing. */
  dataDir: string;
  /** Hears what the operator should know. */
  log?: (line: string) => void;
  /** The server died and cannot be brought back: the reason, for whoever decides what becomes of the process. */
  onLost?: (reason: string) => void;
  /** For tests and benchmarks; the product gives none. */
  settings?: PostgresSettings;
  /** For tests: the folder with `postgres` and `initdb` of another PostgreSQL, from 15 on. */
  programs?: string;
};

export type EmbeddedPostgres = {
  /** Connection of the role that owns everything, to the database `guichet`. */
  url: string;
  /** Another one after the server had to be started again; the port stays. */
  readonly pid: number;
  port: number;
  /** The cluster's own folder. */
  folder: string;
  /** Whether a killed Guichet had left the server running. */
  adopted: boolean;
  /** Ends the server and gives the folder free. */
  stop(): Promise<void>;
};

const database = "guichet";

/**
 * Starts the PostgreSQL that comes with Guichet on the data folder, or takes over the one a killed Guichet left. Until `stop`
 * it is brought back, on the same port, whenever it ends by itself (decision 50).
 * @throws CannotStart with one line for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = makeDataDir(options.dataDir);
  const lock = await lockFolder(dataDir);
  try {
    const home = openClusterHome(dataDir, options.log ?? (() => undefined));
    const programs = options.programs
      ? otherPrograms(options.programs, home.account)
      : preparePrograms(home.account, home.account ? stateDirectory : join(dataDir, "programs"));
    await makeCluster(home, programs, options.settings?.fsync !== "off");
    const left = await adoptPostmaster(home);
    const settings = options.settings ?? {};
    const server = left ?? (await launchPostmaster(home, programs, { settings }));
    await makeDatabase(home, server);
    const keeper = keepPostmaster(server, {
      relaunch: (port, stopping) => relaunch(home, programs, { settings, port, stopping }),
      log: options.log ?? (() => undefined),
      onLost: options.onLost ?? (() => undefined),
    });
    return {
      get pid() {
        return keeper.server.pid;
      },
      port: server.port,
      url: toUrl(home, server.port, database),
      folder: home.cluster,
      adopted: left !== undefined,
      async stop() {
        await keeper.release();
        // One that died may have left its number to a stranger.
        if (isPostmaster(keeper.server.pid)) await stopPostmaster(keeper.server);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The connection to the embedded server of a Guichet that runs on the data folder now; undefined when none does. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  if (!(await isFolderLocked(dataDir))) return undefined;
  const home = findClusterHome(realpathSync(dataDir));
  const file = readPostmasterFile(home.cluster);
  return file?.status === "ready" ? toUrl(home, file.port, database) : undefined;
}

/**
 * Ends the server that a killed process left on the folder.
 * @returns false, touching nothing, when a living process has the folder
 */
export async function stopLeftPostgres(dataDir: string): Promise<boolean> {
  if (await isFolderLocked(dataDir)) return false;
  const server = readPostmasterFile(findClusterHome(realpathSync(dataDir)).cluster);
  if (server && isPostmaster(server.pid)) await stopPostmaster(server);
  return true;
}

/** Takes over what an earlier try has begun. One that answers elsewhere is of no use to whoever knows our address. */
async function relaunch(
  home: ClusterHome,
  programs: PostgresPrograms,
  options: Required<LaunchOptions>,
): Promise<Postmaster> {
  const left = await adoptPostmaster(home, options.stopping);
  options.stopping.throwIfAborted();
  if (left === undefined) return await launchPostmaster(home, programs, options);
  if (left.port === options.port) return left;
  throw new CannotStart(`PostgreSQL (process ${left.pid}) runs on port ${left.port} instead of ${options.port}.`);
}

function makeDataDir(dataDir: string): string {
  if (process.getuid?.() === 0) makePassable(dataDir);
  else mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return realpathSync(dataDir);
}

/** The first connection; it also proves that the server is the one whose password we keep. */
async function makeDatabase(home: ClusterHome, server: Postmaster): Promise<void> {
  const client = new pg.Client({ connectionString: toUrl(home, server.port, "postgres") });
  try {
    await client.connect();
    const found = await client.query("select from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) || cause.code !== "28P01") throw cause;
    throw new CannotStart(`The password in ${home.passwordFile} is not that of the database in ${home.cluster}.`, {
      cause,
    });
  } finally {
    await client.end();
  }
}

function toUrl(home: Pick<ClusterHome, "cluster" | "passwordFile">, port: number, name: string): string {
  return `postgres://${adminRole}:${keepPassword(home.passwordFile)}@127.0.0.1:${port}/${name}`;
}
