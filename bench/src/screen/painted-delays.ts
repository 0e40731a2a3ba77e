export type Sent = { readonly n: number; readonly due: number; readonly row: string };
export type Painted = { readonly n: number; readonly at: number };

/**
 * From the intended post until the pixels, for every message; one that a later one of the same row overtook within a frame
 * was painted when that one was. `missing`: never painted.
 */
export function paintedDelays(
  sent: readonly Sent[],
  painted: readonly Painted[],
): { readonly delays: number[]; readonly missing: number } {
  const times = new Map<number, number>();
  for (const { n, at } of painted) if (!times.has(n)) times.set(n, at);
  const next = new Map<string, number>();
  const delays: number[] = [];
  for (const { n, due, row } of sent.toSorted((a, b) => b.n - a.n)) {
    const own = times.get(n);
    const later = next.get(row);
    const at = own === undefined ? later : Math.min(own, later ?? own);
    if (at === undefined) continue;
    next.set(row, at);
    delays.push(at - due);
  }
  return { delays, missing: sent.length - delays.length };
}
