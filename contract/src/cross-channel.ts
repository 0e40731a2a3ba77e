import { z } from "zod";
import { threadEntry } from "./conversations.ts";
import { channelId, contactId, conversationId } from "./ids.ts";
import { platform } from "./platforms.ts";

/** Beyond so many conversations of one contact the oldest are neither counted nor shown in the history over channels. */
export const MOST_CONVERSATIONS_OF_CONTACT = 1000;

/** On which channels the person who writes here has conversations (W89); only channels the reader sees. */
export const crossChannelView = z.object({
  /** The channel of the conversation itself among them; that of the newest conversation first. */
  channels: z.array(
    z.object({
      channelId,
      platform,
      conversations: z.number().int(),
      newestId: conversationId,
    }),
  ),
  /** There is more than the thread shows by itself (this conversation, and above it earlier ones of the same identity). */
  beyond: z.boolean(),
  /** The contact of the conversation, first, and those linked with it by the matching attribute (W118). */
  contactIds: z.array(contactId),
  /** More exists on channels that the reader may not see. */
  moreElsewhere: z.boolean(),
});
export type CrossChannelView = z.infer<typeof crossChannelView>;

/** Where a message of the history over channels belongs. */
export const crossChannelPlace = z.object({ id: conversationId, channelId, platform });
export type CrossChannelPlace = z.infer<typeof crossChannelPlace>;

/** A page of what was said in the person's other conversations, oldest first, across all of them. */
export const crossChannelEntries = z.object({
  /** Messages and internal comments; the lines of a conversation's audit trail stand in itself. */
  entries: z.array(threadEntry),
  /** The conversations of these entries. */
  conversations: z.array(crossChannelPlace),
  /** Ask for older entries with this cursor; null when there are none. */
  before: z.string().nullable(),
});
export type CrossChannelEntries = z.infer<typeof crossChannelEntries>;
