import type { ChannelId, TeamId } from "@guichet/contract";

/** To whom a collection applies. */
export type Applies = {
  readonly allChannels: boolean;
  readonly channelIds: readonly ChannelId[];
  readonly onlyTeams: boolean;
  readonly teamIds: readonly TeamId[];
};

/**
 * May this reader use the collection in a conversation of this channel, which they see? `teamIds`: the teams by which they
 * have access; nobody with channel-based access is in one (W132). Its twin in SQL is `appliesTo`.
 */
export function canUseCollection(
  collection: Applies,
  reader: { readonly channelId: ChannelId; readonly teamIds: readonly TeamId[] },
): boolean {
  const here = collection.allChannels || collection.channelIds.includes(reader.channelId);
  return here && (!collection.onlyTeams || reader.teamIds.some((id) => collection.teamIds.includes(id)));
}
