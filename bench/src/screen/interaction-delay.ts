/** INP: the 98th percentile of all interactions, of which the page told only those of 16 ms and more. */
export function interactionDelay(slow: readonly number[], count: number): number {
  const longest = slow.toSorted((a, b) => b - a);
  // Of 100 interactions the two longest may be worse.
  return longest[Math.floor(count * 0.02)] ?? 0;
}
