import { sentence } from "../product/check.ts";
import type { Acceptance } from "./provider.ts";

/** Each message was accepted exactly once, and what one person got came in the order in which it was written. */
export function checkAcceptances(accepted: readonly Acceptance[], wanted: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const { ref } of accepted) times.set(ref, (times.get(ref) ?? 0) + 1);
  const last = new Map<string, number>();
  let swapped = 0;
  for (const { to, n } of accepted) {
    if (n < (last.get(to) ?? -1)) swapped += 1;
    last.set(to, n);
  }
  return [
    ...sentence(wanted.filter((ref) => !times.has(ref)).length, "never accepted"),
    ...sentence([...times.values()].filter((count) => count > 1).length, "accepted twice"),
    ...sentence(swapped, "out of order"),
  ];
}
