import { abilitiesOf, type ChannelId, type ChannelRole, type ConversationAbility } from "@guichet/contract";

/** What the viewer reaches: channel → role. From `users`, afresh on every request. */
export type Reach = ReadonlyMap<ChannelId, ChannelRole>;

/** May one with this reach do this with a conversation of this channel? Default: no. */
export function canWithConversation(reach: Reach, channelId: ChannelId, ability: ConversationAbility): boolean {
  const role = reach.get(channelId);
  return role !== undefined && abilitiesOf(role).includes(ability);
}

/** What the browser may offer. Resolved conversations are never locked, so nothing can be stolen there. */
export function abilitiesFor(role: ChannelRole | undefined): ConversationAbility[] {
  return role === undefined ? [] : [...abilitiesOf(role)];
}

/** The same rule as SQL, for lists, counts, search and the live feed: the channels where `ability` holds. */
export function channelsWith(reach: Reach, ability: ConversationAbility): ChannelId[] {
  return [...reach].filter(([, role]) => abilitiesOf(role).includes(ability)).map(([channelId]) => channelId);
}
