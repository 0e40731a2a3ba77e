/** What is kept in the browser for one channel, shared by all tabs of the site. */
export type Store = {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** Keys that begin so. */
  keys(prefix: string): string[];
  clear(): void;
};

/** Some pages and privacy modes have no storage or refuse it: then everything lives as long as the page. */
export function openStore(channel: string, area: Storage | undefined = attempt(() => localStorage)): Store {
  const root = `guichet:${channel}:`;
  const memory = new Map<string, string>();
  const store: Store = {
    get: (key) => memory.get(key) ?? attempt(() => area?.getItem(root + key)) ?? null,
    set(key, value) {
      const isKept = attempt(() => {
        area?.setItem(root + key, value);
        return Boolean(area);
      });
      if (isKept) memory.delete(key);
      else memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      attempt(() => area?.removeItem(root + key));
    },
    keys: (prefix) => listKeys(prefix, root, memory, area),
    // The session goes last: when other tabs hear of that, the rest is gone already.
    clear: () => store.keys("").sort().forEach(store.remove),
  };
  return store;
}

/** The same for this tab alone, until it is closed. */
export function openTabStore(channel: string): Store {
  return openStore(
    channel,
    attempt(() => sessionStorage),
  );
}

/** Calls back with the key when another tab of the site changed something of this channel. */
export function onOtherTab(channel: string, signal: AbortSignal, listener: (key: string) => void): void {
  const root = `guichet:${channel}:`;
  const hear = ({ key }: StorageEvent) => {
    if (key === null || key.startsWith(root)) listener(key?.slice(root.length) ?? "");
  };
  addEventListener("storage", hear, { signal });
}

function listKeys(prefix: string, root: string, memory: Map<string, string>, area: Storage | undefined): string[] {
  const names = new Set(memory.keys());
  attempt(() => {
    for (let index = 0; area && index < area.length; index++) {
      const name = area.key(index);
      if (name?.startsWith(root)) names.add(name.slice(root.length));
    }
  });
  return [...names].filter((name) => name.startsWith(prefix));
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
