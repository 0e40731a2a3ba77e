import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "./cannot-start.ts";
import type { ClusterHome } from "./cluster-home.ts";
import { commandOf, processMark } from "./living-process.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { declarePostmasterDead, readPostmasterFile } from "./postmaster-file.ts";
import { type PostgresSettings, toArguments } from "./settings.ts";

export type Postmaster = { pid: number; port: number };
export type LaunchOptions = {
  settings: PostgresSettings;
  /** The system's choice of a free one where none is named. */
  port?: number;
  /** Ends a start that is under way, with the server it has begun. */
  stopping?: AbortSignal;
};

/** How long a killed server's remains (its pid, its last backends) may stand in the way. */
const remainsMs = 15_000;
/** Recovery after a crash reads at most `max_wal_size`; a slow disk may need minutes. */
const readyMs = 300_000;

/** The server that a killed Guichet left running on the cluster, once it is ready; undefined when there is none. */
export async function adoptPostmaster(home: ClusterHome, stopping?: AbortSignal): Promise<Postmaster | undefined> {
  const file = readPostmasterFile(home.cluster);
  if (!file) return undefined;
  if (!isPostmaster(file.pid)) {
    declarePostmasterDead(home.cluster);
    return undefined;
  }
  return await waitUntilReady(home, file.pid, stopping);
}

/** Whether the pid is of a living PostgreSQL: after a restart of the machine it may be anybody's. */
export function isPostmaster(pid: number): boolean {
  return processMark(pid) !== undefined && commandOf(pid).includes("postgres");
}

/** Starts a server on the cluster. It lives in a session of its own: Ctrl-C in a terminal reaches Guichet alone. */
export async function launchPostmaster(
  home: ClusterHome,
  programs: PostgresPrograms,
  { settings, port, stopping }: LaunchOptions,
): Promise<Postmaster> {
  const deadline = Date.now() + remainsMs;
  for (;;) {
    const from = rotateLog(home.logFile);
    const chosen = port ?? (await findFreePort());
    const pid = await spawnServer(home, programs, settings, chosen);
    const server = await waitUntilReady(home, pid, stopping);
    if (server) return server;
    if (stopping?.aborted) {
      await stopPostmaster({ pid, port: chosen });
      throw new CannotStart("PostgreSQL was stopped before it was ready.");
    }
    const reason = readFileSync(home.logFile).subarray(from).toString();
    if (!/lock file|shared memory block|could not bind/.test(reason) || Date.now() > deadline) {
      throw new CannotStart(`PostgreSQL did not start (${home.logFile}): ${lastFatal(reason)}`);
    }
    await sleep(250);
  }
}

/** Ends the server: open work is rolled back and connections are closed; by force where that takes over 30 s. */
export async function stopPostmaster(server: Postmaster): Promise<void> {
  const mark = processMark(server.pid);
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    if (mark === undefined || processMark(server.pid) !== mark) return;
    process.kill(server.pid, signal);
    const deadline = Date.now() + patienceMs;
    while (processMark(server.pid) === mark && Date.now() < deadline) await sleep(10);
  }
  if (processMark(server.pid) === mark) throw new Error(`PostgreSQL (process ${server.pid}) does not stop`);
}

async function spawnServer(
  home: ClusterHome,
  programs: PostgresPrograms,
  settings: PostgresSettings,
  port: number,
): Promise<number> {
  const log = openSync(home.logFile, "a", 0o600);
  const child = spawn(
    programs.postgres,
    ["-D", home.cluster, "-p", String(port), ...toArguments(programs.major, settings)],
    {
      ...(home.account && { uid: home.account.uid, gid: home.account.gid }),
      cwd: "/",
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  closeSync(log);
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  child.unref();
  if (child.pid === undefined) throw new Error("PostgreSQL started without a pid");
  return child.pid;
}

/** @returns undefined when the process ends before it is ready, or nobody wants it any more */
async function waitUntilReady(home: ClusterHome, pid: number, stopping?: AbortSignal): Promise<Postmaster | undefined> {
  const deadline = Date.now() + readyMs;
  while (processMark(pid) !== undefined && !stopping?.aborted) {
    const file = readPostmasterFile(home.cluster);
    if (file?.pid === pid && file.status === "ready") return { pid, port: file.port };
    if (Date.now() > deadline) throw new CannotStart(`PostgreSQL is not ready after 5 minutes: see ${home.logFile}`);
    await sleep(10);
  }
  return undefined;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

/** Keeps one former log. @returns where in the log this start begins */
function rotateLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 1_000_000) return size;
  renameSync(path, `${path}.1`);
  return 0;
}

function lastFatal(log: string): string {
  const lines = log.trim().split("\n");
  return lines.findLast((line) => line.includes("FATAL"))?.replace(/^.*FATAL:\s*/, "") ?? lines.at(-1) ?? "";
}
