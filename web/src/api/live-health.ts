import { useSyncExternalStore } from "react";

/**
 * How the live feed is doing. `connecting`: for the first time; `live`: nothing is missing; `reconnecting`: cut off, trying
 * again or filling the gap; `offline`: the browser itself has no network.
 */
export type LiveHealth = "connecting" | "live" | "reconnecting" | "offline";

let health: LiveHealth = "connecting";
const listeners = new Set<() => void>();

/** Told by the live feed, and by nobody else. */
export function setLiveHealth(now: LiveHealth): void {
  if (now === health) return;
  health = now;
  for (const listener of listeners) listener();
}

/** How the live feed is doing, for the dot at the top of the page. */
export function useLiveHealth(): LiveHealth {
  return useSyncExternalStore(subscribe, () => health);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
