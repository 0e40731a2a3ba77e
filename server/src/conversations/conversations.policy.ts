import {
  abilitiesOf,
  type ChannelId,
  type ChannelRole,
  type ConversationAbility,
  channelRole,
} from "@guichet/contract";

/** What the viewer reaches: channel → role. From `users`, afresh on every request. */
export type Reach = ReadonlyMap<ChannelId, ChannelRole>;

/** May one with this role in its channel do this with a conversation? Default: no. */
export function canWithConversation(role: ChannelRole | null, ability: ConversationAbility): boolean {
  return role !== null && abilitiesOf(role).includes(ability);
}

/** What the browser may offer. Resolved conversations are never locked, so nothing can be stolen there. */
export function abilitiesFor(role: ChannelRole | undefined): ConversationAbility[] {
  return role === undefined ? [] : [...abilitiesOf(role)];
}

/** The roles that may: what SQL asks of a role. */
export function rolesWith(ability: ConversationAbility): ChannelRole[] {
  return channelRole.options.filter((role) => canWithConversation(role, ability));
}

/** The same rule as SQL, for counts and the live feed: the channels where `ability` holds. */
export function channelsWith(reach: Reach, ability: ConversationAbility): ChannelId[] {
  return [...reach].filter(([, role]) => abilitiesOf(role).includes(ability)).map(([channelId]) => channelId);
}
