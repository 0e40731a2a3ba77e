/**
 * When somebody last moved a pointer, pressed a key or touched the screen, in any tab of this browser. Sessions live on
 * this; requests in the background do not count.
 */
const SHARED_UNDER = "guichet.active-at";
const SHARED_EVERY_MS = 5000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

let here = Date.now();
let shared = 0;

/** Begins to watch this tab; returns how to stop. */
export function watchActivity(): () => void {
  const onSign = (): void => noteActivity(Date.now());
  for (const sign of SIGNS) window.addEventListener(sign, onSign, { passive: true, capture: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
  };
}

/** Epoch milliseconds of the last sign of life in any tab. */
export function lastActiveAt(): number {
  return Math.max(here, readShared());
}

/** Was there a sign of life in this tab within so many milliseconds? */
export function activeHereWithin(milliseconds: number): boolean {
  return Date.now() - here <= milliseconds;
}

function noteActivity(now: number): void {
  here = now;
  if (now - shared < SHARED_EVERY_MS) return;
  shared = now;
  try {
    localStorage.setItem(SHARED_UNDER, String(now));
  } catch {
    // Storage is blocked: each tab then counts for itself.
  }
}

function readShared(): number {
  try {
    return Number(localStorage.getItem(SHARED_UNDER)) || 0;
  } catch {
    return 0;
  }
}
