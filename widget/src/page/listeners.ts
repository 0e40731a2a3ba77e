type Listener = (detail: unknown) => void;
/** A word to the developer of the page. */
export function complain(...what: unknown[]): void {
  console.warn("guichet: cannot do", ...what);
}

export type Listeners = ReturnType<typeof createListeners>;

/** What the page asked to be told of. A listener that throws is the page's error, not ours. */
export function createListeners() {
  const listeners: { name: string; listener: Listener }[] = [];
  return {
    on(name: string, listener: unknown): void {
      if (typeof listener === "function") listeners.push({ name, listener: (detail) => listener(detail) });
    },
    tell(name: string, detail?: unknown): void {
      for (const other of listeners) {
        if (other.name === name) setTimeout(other.listener, 0, detail);
      }
    },
  };
}
