import type { ChannelId, TeamId, UserId } from "@guichet/contract";

/** How one of a person's teams lets its members see the conversations of one of its channels (R66, R68). */
export type Sight = {
  readonly channelId: ChannelId;
  readonly teamId: TeamId;
  /** Also what other teams have. */
  readonly everything: boolean;
  /** Also what is assigned to colleagues. */
  readonly colleagues: boolean;
};

/**
 * What narrows a person in channels that they reach: every sight they have there. A channel without any is seen whole, so
 * nothing narrows those whose access is channel-based.
 */
export type Limits = ReadonlyMap<ChannelId, readonly Sight[]>;
export const NO_LIMITS: Limits = new Map();

export type Seen = {
  readonly channelId: ChannelId;
  readonly teamId: TeamId | null;
  readonly assigneeId: UserId | null;
};

/** A team that shows everything opens the channel, whatever the person's other teams say. */
export function toLimits(sights: readonly Sight[]): Limits {
  const channels = [...Map.groupBy(sights, (sight) => sight.channelId)];
  return new Map(channels.filter(([, own]) => !own.some((sight) => sight.everything && sight.colleagues)));
}

/**
 * Does a person see this conversation of a channel they reach? What a team has is seen by its members; what has none by all
 * who reach the channel, so that nothing is lost from sight (R62). The SQL twins stand in sight.sql.ts; a property test holds
 * them together.
 */
export function isSeen(limits: Limits, userId: UserId, { channelId, teamId, assigneeId }: Seen): boolean {
  const sights = limits.get(channelId);
  if (sights === undefined) return true;
  return sights.some(
    (sight) =>
      (sight.everything || teamId === null || teamId === sight.teamId) &&
      (sight.colleagues || assigneeId === null || assigneeId === userId),
  );
}
