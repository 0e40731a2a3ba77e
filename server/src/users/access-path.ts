import { type AccessMode, type ChannelId, type ChannelRole, highestRole } from "@guichet/contract";

/** One way by which a user might reach a channel. Deleted channels and deactivated users have none. */
export type AccessPath = {
  /** The user's access mode: it decides which ways count (W16). */
  readonly mode: AccessMode;
  readonly channelId: ChannelId;
  /** `direct`: given by name · `everyone`: the channel is open to all who have channel-based access (W20) · `team` */
  readonly through: "direct" | "everyone" | "team";
  readonly role: ChannelRole;
};

/**
 * The role in each channel. With channel-based access a role given by name wins over the one everybody has, so that a
 * trainee can stay Viewer in an open channel; through teams the highest role wins.
 */
export function decideChannelRoles(paths: readonly AccessPath[]): Map<ChannelId, ChannelRole> {
  const roles = new Map<ChannelId, ChannelRole>();
  for (const [channelId, ways] of Map.groupBy(paths, (path) => path.channelId)) {
    const role = decideRole(ways);
    if (role !== undefined) roles.set(channelId, role);
  }
  return roles;
}

function decideRole(ways: readonly AccessPath[]): ChannelRole | undefined {
  const [mode] = ways.map((way) => way.mode);
  if (mode === "teams") return highestRole(ways.filter((way) => way.through === "team").map((way) => way.role));
  const byName = ways.find((way) => way.through === "direct");
  return (byName ?? ways.find((way) => way.through === "everyone"))?.role;
}
