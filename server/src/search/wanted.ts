import type { ChannelId, ConversationStatus, Needle, TagId, TopicId, UserId } from "@guichet/contract";

/** Ids that a conversation must have one of, and those that it must have none of. */
export type AnyOf<Id> = { readonly any?: readonly Id[]; readonly none?: readonly Id[] };

/** What the conversation of a message must be like. */
export type ConversationFilter = {
  readonly statuses: AnyOf<ConversationStatus>;
  /** Null: nobody. */
  readonly assignees: AnyOf<UserId | null>;
  readonly topics: AnyOf<TopicId>;
  readonly tags: AnyOf<TagId>;
  readonly vip?: boolean;
  readonly unread?: boolean;
};

/** A search as it is carried out: names are ids, days are moments, and channels are those that the reader sees. */
export type Wanted = {
  readonly reader: UserId;
  readonly channels: readonly ChannelId[];
  /** Channels were named: messages elsewhere are not wanted, however many the reader sees. */
  readonly narrowed: boolean;
  readonly needles: readonly Needle[];
  readonly attachment?: { readonly not: boolean };
  readonly since?: Date;
  readonly until?: Date;
  readonly filter: ConversationFilter;
};

/** Is there anything that messages of any conversation do not fulfil? */
export function filtersConversations({ statuses, assignees, topics, tags, vip, unread }: ConversationFilter): boolean {
  const sets = [statuses, assignees, topics, tags];
  return (
    vip !== undefined || unread !== undefined || sets.some((one) => one.any !== undefined || one.none !== undefined)
  );
}
