import { type Noise, watchNoise } from "./gate.ts";
import { cpuOf, readProcesses } from "./machine.ts";

/** The trees a side of a pair runs in: its own process and the database cluster. */
export type Roots = { readonly app: number; readonly postgres: number };
export type Cpu = { readonly appMs: number; readonly postgresMs: number };
export type Measured<T> = { readonly value: T; readonly cpu: Cpu; readonly noise: Noise; readonly ms: number };

/** Runs the work and tells what it cost the process and PostgreSQL; the generator (this process) is not counted. */
export async function measure<T>(roots: Roots, work: () => Promise<T>): Promise<Measured<T>> {
  const noise = watchNoise([roots.app, roots.postgres]);
  const before = readCpu(roots);
  const start = performance.now();
  const value = await work();
  const ms = performance.now() - start;
  const after = readCpu(roots);
  return {
    value,
    ms,
    noise: noise(),
    cpu: { appMs: after.appMs - before.appMs, postgresMs: after.postgresMs - before.postgresMs },
  };
}

function readCpu(roots: Roots): Cpu {
  const tree = readProcesses();
  return { appMs: cpuOf(roots.app, tree), postgresMs: cpuOf(roots.postgres, tree) };
}

/** Microseconds of CPU an item, by process. */
export function cpuPerItem(cpu: Cpu, items: number): { app: number; postgres: number; all: number } {
  const micro = (ms: number) => Math.round((ms * 1000) / Math.max(1, items));
  return { app: micro(cpu.appMs), postgres: micro(cpu.postgresMs), all: micro(cpu.appMs + cpu.postgresMs) };
}
