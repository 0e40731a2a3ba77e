import { Worker } from "node:worker_threads";

/** `path`: a line, or "" for the whole text. */
export type YamlRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/** Milliseconds. */
const PATIENCE_MS = 15_000;
const MEMORY_MB = 256;

/**
 * Reads YAML beside the process's own work, in a thread that is ended when it takes too long or wants too much memory: a text
 * that somebody has made for that costs nobody else anything.
 */
export async function readYaml(text: string): Promise<YamlRead> {
  const worker = new Worker(new URL("./read-yaml-worker.ts", import.meta.url), {
    workerData: text,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // It is told nothing of how this process was started.
    ...{ execArgv: [], env: {} },
  });
  const { promise, resolve } = Promise.withResolvers<YamlRead>();
  const giveUp = (): void => resolve({ ok: false, path: "", problem: "too_much" });
  const timer = setTimeout(giveUp, PATIENCE_MS);
  worker.once("message", resolve);
  worker.once("error", giveUp);
  worker.once("exit", giveUp);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
