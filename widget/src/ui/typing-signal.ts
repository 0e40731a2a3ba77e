const AGAIN_EVERY_MS = 3_000;
const STOPPED_AFTER_MS = 5_000;

/** Tells the agents that the visitor types: at once, again every 3 seconds, and when it is over. */
export function createTypingSignal(tell: (on: boolean) => void, now: () => number = Date.now) {
  let toldAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    if (toldAt !== null) tell(false);
    toldAt = null;
  }

  return {
    stop,
    typed(): void {
      clearTimeout(timer);
      timer = setTimeout(stop, STOPPED_AFTER_MS);
      if (toldAt !== null && now() - toldAt < AGAIN_EVERY_MS) return;
      toldAt = now();
      tell(true);
    },
  };
}
