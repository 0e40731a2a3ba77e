const KEY = "guichet.notified";
const KEPT = 50;

/**
 * True for the first tab of this browser that asks about an id, false for every other: of several tabs one calls. Where the
 * browser has no locks (an address without https) two tabs may ask in the same instant; then both call.
 */
export async function claim(id: string): Promise<boolean> {
  if (navigator.locks === undefined) return take(id);
  return await navigator.locks.request(KEY, () => take(id));
}

function take(id: string): boolean {
  try {
    const taken = (localStorage.getItem(KEY) ?? "").split(" ").filter((one) => one !== "");
    if (taken.includes(id)) return false;
    localStorage.setItem(KEY, [...taken, id].slice(-KEPT).join(" "));
    return true;
  } catch {
    // Storage is blocked: each tab then calls for itself.
    return true;
  }
}
