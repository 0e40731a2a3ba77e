import type { Bootstrap } from "@guichet/contract";
import type { Selection } from "./use-selection.ts";

/**
 * After how long the first of what is selected is resolved by itself in Pending; what is Resolved stays so. Undefined: nothing of
 * it will be Pending.
 */
export function pendingHoursOf(
  world: Bootstrap | undefined,
  { rows, whole }: Pick<Selection, "rows" | "whole">,
): number | undefined {
  const open = rows.filter((row) => row.status !== "resolved");
  if (world === undefined || open.length === 0) return undefined;
  const channels = whole
    ? world.channels
    : world.channels.filter((one) => open.some((row) => row.channelId === one.id));
  return channels.length === 0 ? undefined : Math.min(...channels.map((one) => one.pendingHours));
}
