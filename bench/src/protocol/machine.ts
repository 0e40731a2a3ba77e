import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

/** /proc counts in hundredths of a second. */
const TICK_MS = 10;

export type MachineSample = { readonly at: number; readonly busyMs: number; readonly stealMs: number };
export type ProcessTree = ReadonlyMap<number, { parent: number; cpuMs: number; childrenMs: number; rssKb: number }>;

export const cores = cpus().length;

/** What the whole machine has worked since it started, and what was stolen from it. */
export function sampleMachine(): MachineSample {
  const line = readFileSync("/proc/stat", "utf8").split("\n", 1)[0] ?? "";
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(/\s+/).slice(1).map(Number);
  return {
    at: performance.now(),
    busyMs: (user + nice + system + irq + softirq) * TICK_MS,
    stealMs: steal * TICK_MS,
  };
}

/** Every process of the machine with what it has used; those that end meanwhile are left out. */
export function readProcesses(): ProcessTree {
  const tree = new Map<number, { parent: number; cpuMs: number; childrenMs: number; rssKb: number }>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const field = (n: number) => Number(fields[n - 3]);
      tree.set(Number(name), {
        parent: field(4),
        cpuMs: (field(14) + field(15)) * TICK_MS,
        childrenMs: (field(16) + field(17)) * TICK_MS,
        rssKb: field(24) * 4,
      });
    } catch {
      // It has ended.
    }
  }
  return tree;
}

/** CPU of a process, all that descends from it and all of those that have ended, in milliseconds. */
export function cpuOf(root: number, tree: ProcessTree = readProcesses()): number {
  return cpuOfAll([root], tree);
}

/** The same for several trees together: what lies in two of them counts once. */
export function cpuOfAll(roots: readonly number[], tree: ProcessTree): number {
  const pids = new Set(roots.flatMap((root) => descendants(root, tree)));
  return [...pids].reduce((sum, pid) => {
    const process = tree.get(pid);
    return sum + (process === undefined ? 0 : process.cpuMs + process.childrenMs);
  }, 0);
}

export function rssKbOf(root: number, tree: ProcessTree = readProcesses()): number {
  return descendants(root, tree).reduce((sum, pid) => sum + (tree.get(pid)?.rssKb ?? 0), 0);
}

/** Memory with shared pages divided among those who share them. */
export function pssKbOf(root: number): number {
  return descendants(root, readProcesses()).reduce((sum, pid) => sum + readPss(pid), 0);
}

function readPss(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export function descendants(root: number, tree: ProcessTree): number[] {
  const found = [root];
  for (const pid of found) for (const [child, { parent }] of tree) if (parent === pid) found.push(child);
  return found;
}
