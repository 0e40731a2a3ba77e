import { useSyncExternalStore } from "react";

/*
 * Somebody became Available in this tab, by choice or by signing in, and wants work: remembered until the Shared Inbox
 * has brought it, or another wish takes its place.
 */
let wants = false;
const listeners = new Set<() => void>();

/** Remembers or forgets the wish for work. */
export function wantWork(wanted: boolean): void {
  if (wants === wanted) return;
  wants = wanted;
  for (const listener of listeners) listener();
}

export function useWantsWork(): boolean {
  return useSyncExternalStore(subscribe, read);
}

const read = (): boolean => wants;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
