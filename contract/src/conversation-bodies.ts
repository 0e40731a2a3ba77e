import { z } from "zod";
import { conversationRow, conversationStatus, messageView } from "./conversations.ts";
import { tagId, topicId } from "./ids.ts";
import { resolution } from "./resolving.ts";
import { boomerangWish } from "./time.ts";

/** `resolution` goes with Resolved; `boomerang` with Pending and Resolved: come back by itself (W62). */
export const setStatusBody = z.strictObject({
  status: conversationStatus,
  resolution: resolution.optional(),
  boomerang: boomerangWish.optional(),
});
const fewTopics = z.array(topicId).max(50).default([]);
const fewTags = z.array(tagId).max(50).default([]);
/** What is there already, or not there, is no error: a repeat changes nothing. */
export const changeTopicsBody = z.strictObject({ add: fewTopics, remove: fewTopics });
export const changeTagsBody = z.strictObject({ add: fewTags, remove: fewTags });
export const changeTagsAnswer = z.object({ message: messageView, conversation: conversationRow });
/** `attachments`: they go with it. */
export const maskMessageBody = z.strictObject({ attachments: z.boolean().default(false) });
export const maskMessageAnswer = z.object({ message: messageView, conversation: conversationRow });
export const openBody = z.strictObject({ steal: z.boolean().default(false) });
export const openAnswer = z.object({ conversation: conversationRow, gotLock: z.boolean() });
