import type { Log } from "../lib/log.ts";

/** Work that an answer does not wait for: how long it takes must not show (S20). A failure is logged and not repeated. */
export type Background = {
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when nothing is running: for an orderly stop, and for tests. */
  idle(): Promise<void>;
};

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    run(name, work) {
      const task: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
        .then(work)
        .catch((error: unknown) => log.error("background work failed", { name }, error))
        .finally(() => running.delete(task));
      running.add(task);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
