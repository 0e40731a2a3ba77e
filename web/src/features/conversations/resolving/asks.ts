import type { Bootstrap, ConversationRow, Resolution, TopicId } from "@guichet/contract";

/** What a person gives along with Resolve. */
export type Given = { readonly topicId: TopicId | null; readonly resolution: Resolution };
export const NOTHING_GIVEN: Given = { topicId: null, resolution: { reasonId: null, comment: "" } };

/** What was asked for and given, as it goes with Resolved. */
export type GivenToResolve = { readonly topicIds: readonly TopicId[]; readonly resolution?: Resolution };

export type Ask = {
  readonly id: "topic" | "reason";
  /** Is it asked for, before this conversation is resolved? The server has the same rule. */
  readonly isAsked: (row: ConversationRow, world: Bootstrap) => boolean;
  readonly isGiven: (given: Given, world: Bootstrap) => boolean;
};

/** W67: chosen, and not deleted since. */
export const TOPIC: Ask = {
  id: "topic",
  isAsked: (row, world) =>
    row.topicIds.length === 0 && world.channels.find((channel) => channel.id === row.channelId)?.topicRequired === true,
  isGiven: ({ topicId }, world) => world.topics.some((topic) => topic.id === topicId && !topic.deleted),
};

/** W66: chosen, and not deleted since. */
export const REASON: Ask = {
  id: "reason",
  isAsked: (row, world) =>
    world.channels.find((channel) => channel.id === row.channelId)?.reasonAsked[row.visibility] === true,
  isGiven: ({ resolution }, world) => world.resolutionReasons.some((reason) => reason.id === resolution.reasonId),
};

/** All that may be asked for before Resolve, in the order of the dialog. */
const ASKS: readonly Ask[] = [TOPIC, REASON];

/** What is asked for before this conversation is resolved; nothing when it is Resolved already. */
export function asksFor(row: ConversationRow, world: Bootstrap | undefined): readonly Ask[] {
  if (world === undefined || row.status === "resolved") return [];
  return ASKS.filter((ask) => ask.isAsked(row, world));
}

/** Those of them that are not answered yet, or not any more. */
export function missingIn(given: Given, asks: readonly Ask[], world: Bootstrap | undefined): readonly Ask[] {
  return world === undefined ? asks : asks.filter((ask) => !ask.isGiven(given, world));
}

/** Only what was asked for goes along. */
export function toGiven({ topicId, resolution }: Given, asks: readonly Ask[]): GivenToResolve {
  return {
    topicIds: asks.includes(TOPIC) && topicId !== null ? [topicId] : [],
    ...(asks.includes(REASON) ? { resolution } : {}),
  };
}
