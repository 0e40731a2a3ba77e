/** A nudge that something was committed. Never carries data: whoever hears it reads the tables. */
export type Wake = {
  /** Call after commit. Many calls in one turn are one nudge. */
  now(): void;
  listen(listener: () => void): () => void;
};

export function createWake(): Wake {
  const listeners = new Set<() => void>();
  let scheduled = false;
  return {
    now() {
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        for (const listener of listeners) listener();
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
