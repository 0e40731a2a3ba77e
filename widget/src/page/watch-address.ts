const LOOK_EVERY_MS = 1_000;

/**
 * Calls back when the page shows another address without being loaded anew. The page's own `history` functions are left
 * alone: we look once a second, and tell a second later, when the page has set its new title too.
 */
export function watchAddress(signal: AbortSignal, changed: () => void): void {
  let seen = location.href;
  let told = seen;
  const timer = setInterval(() => {
    if (seen === location.href && seen !== told) {
      told = seen;
      changed();
    }
    seen = location.href;
  }, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
