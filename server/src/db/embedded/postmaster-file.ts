import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a running server says of itself in `postmaster.pid`. */
export type PostmasterFile = { pid: number; port: number; status: "starting" | "ready" | "stopping" | "standby" | "" };

/** No system gives this pid to a process. */
const nobodysPid = 2_147_483_647;

/** Reads the cluster's `postmaster.pid`; undefined when there is none, or it is still being written. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  const lines = readLines(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || pid === nobodysPid) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: toStatus(lines[7]) };
}

/**
 * Tells PostgreSQL that the server which wrote the file is dead, where its pid seems to live: a zombie nobody has
 * collected, or another process that got the number after a restart of the machine. Only the pid is replaced:
 * PostgreSQL still finds the line of the shared memory and refuses while any old backend is attached to it.
 */
export function declarePostmasterDead(cluster: string): void {
  const lines = readLines(cluster);
  if (!lines) return;
  writeFileSync(join(cluster, "postmaster.pid"), [nobodysPid, ...lines.slice(1)].join("\n"), { flag: "r+" });
}

function readLines(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
}

function toStatus(line: string | undefined): PostmasterFile["status"] {
  const word = line?.trim();
  return word === "starting" || word === "ready" || word === "stopping" || word === "standby" ? word : "";
}
