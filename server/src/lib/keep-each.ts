/** What is read once for each key and remembered: until it is forgotten, and `keepMs` at most should the news of a change be lost. */
export type KeptEach<Key, Value> = {
  of(key: Key): Promise<Value>;
  /** Whoever began to read before the change has not read it: that is forgotten with it. */
  forget(key: Key): void;
};

/** By a clock that nobody sets. A failure is not remembered. */
export function keepEach<Key, Value>(read: (key: Key) => Promise<Value>, keepMs: number): KeptEach<Key, Value> {
  const kept = new Map<Key, { readonly until: number; readonly value: Promise<Value> }>();
  return {
    async of(key) {
      const known = kept.get(key);
      if (known !== undefined && known.until > performance.now()) return await known.value;
      const value = read(key);
      const entry = { until: performance.now() + keepMs, value };
      kept.set(key, entry);
      value.catch(() => kept.get(key) === entry && kept.delete(key));
      return await value;
    },
    forget: (key) => void kept.delete(key),
  };
}
