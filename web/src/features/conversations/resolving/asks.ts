import type { Bootstrap, ConversationRow, Resolution } from "@guichet/contract";

/** What a person gives along with Resolve. */
export type Given = Resolution;
export const NOTHING_GIVEN: Given = { reasonId: null, comment: "" };

export type Ask = {
  readonly id: "reason";
  /** Is it asked for, before this conversation is resolved? The server has the same rule. */
  readonly isAsked: (row: ConversationRow, world: Bootstrap) => boolean;
  readonly isGiven: (given: Given) => boolean;
};

/** All that may be asked for before Resolve, in the order of the dialog. */
const ASKS: readonly Ask[] = [
  {
    id: "reason",
    isAsked: (row, world) =>
      world.channels.find((channel) => channel.id === row.channelId)?.reasonAsked[row.visibility] === true,
    isGiven: (given) => given.reasonId !== null,
  },
];

/** What is asked for before this conversation is resolved; nothing when it is Resolved already. */
export function asksFor(row: ConversationRow, world: Bootstrap | undefined): readonly Ask[] {
  if (world === undefined || row.status === "resolved") return [];
  return ASKS.filter((ask) => ask.isAsked(row, world));
}
