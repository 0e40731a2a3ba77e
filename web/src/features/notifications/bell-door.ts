import { useSyncExternalStore } from "react";

let opened = false;
const listeners = new Set<() => void>();

/** Opens or closes the bell's list, from wherever: a key, the palette, a notice. */
export function setBellOpened(wanted: boolean): void {
  if (opened === wanted) return;
  opened = wanted;
  for (const listener of listeners) listener();
}

export function useBellOpened(): boolean {
  return useSyncExternalStore(subscribe, () => opened);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
