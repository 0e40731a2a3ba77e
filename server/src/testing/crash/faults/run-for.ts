import { setTimeout as sleep } from "node:timers/promises";

/** No fault but the load and the provider's manners. */
export function runFor(seconds: number): () => Promise<void> {
  return async () => await sleep(seconds * 1000);
}
