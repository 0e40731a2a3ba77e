import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A mark of the living process that has this pid, or undefined when there is none. A pid comes back for another
 * process one day; the mark holds the time of its start too, so two processes never share one. A zombie is dead.
 */
export function processMark(pid: number): string | undefined {
  return process.platform === "linux" ? markFromProc(pid) : markFromPs(pid);
}

/** The command line of the process, empty when there is none. */
export function commandOf(pid: number): string {
  if (process.platform !== "linux") return askPs(pid, "command=") ?? "";
  return (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ");
}

function markFromProc(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  // The second field, the program's name, may hold spaces and brackets: count from behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === "Z" || state === "X") return undefined;
  return `${read("/proc/sys/kernel/random/boot_id")?.trim()}:${startTicks}`;
}

function markFromPs(pid: number): string | undefined {
  const answer = askPs(pid, "stat=,lstart=");
  if (!answer || answer.startsWith("Z")) return undefined;
  return answer.replace(/^\S+\s+/, "");
}

function askPs(pid: number, columns: string): string | undefined {
  try {
    const env = { LC_ALL: "C", TZ: "UTC" };
    return execFileSync("/bin/ps", ["-o", columns, "-p", String(pid)], { encoding: "utf8", env }).trim();
  } catch {
    return undefined;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
