import type { ChannelId, ChannelSummary, Platform } from "@guichet/contract";

export type PlatformGroup = { readonly platform: Platform; readonly channels: readonly ChannelSummary[] };

/** Channels under their platform, both in the order of their names. */
export function groupByPlatform(
  channels: readonly ChannelSummary[],
  nameOf: (platform: Platform) => string,
): PlatformGroup[] {
  const groups = new Map<Platform, ChannelSummary[]>();
  for (const channel of channels) groups.set(channel.platform, [...(groups.get(channel.platform) ?? []), channel]);
  return [...groups]
    .map(([platform, members]) => ({ platform, channels: members.toSorted((a, b) => a.name.localeCompare(b.name)) }))
    .sort((a, b) => nameOf(a.platform).localeCompare(nameOf(b.platform)));
}

/**
 * Switches some channels on or off. Everything on is "all" (null): a channel that comes later is then active as well.
 * Channels that are no longer there are forgotten.
 */
export function switchChannels(
  available: readonly ChannelId[],
  selected: readonly ChannelId[] | null,
  changed: readonly ChannelId[],
  on: boolean,
): readonly ChannelId[] | null {
  const before = new Set(selected ?? available);
  for (const id of changed) {
    if (on) before.add(id);
    else before.delete(id);
  }
  const after = available.filter((id) => before.has(id));
  return after.length === available.length ? null : after;
}
