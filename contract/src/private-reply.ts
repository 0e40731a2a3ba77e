import { z } from "zod";
import { conversationRow, type MessageView, messageView, type Visibility } from "./conversations.ts";
import { messageId } from "./ids.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

/** A channel may take private replies this long after the comment. Days. */
export const PRIVATE_REPLY_MOST_DAYS = 90;
export const PRIVATE_REPLY_USUAL_DAYS = 7;
const DAY_MS = 86_400_000;

/** What the platform says for all its channels, else what was set for this one; null: it has no private replies. */
export function privateReplyDaysOf(platform: Platform, own: number | null): number | null {
  return PLATFORMS[platform].privateReplyDays ?? own;
}

/** What a comment that everybody reads still allows. `used`: it has had its one private reply. Epoch milliseconds. */
export type PrivateReply =
  | { readonly state: "none" }
  | { readonly state: "used" }
  | { readonly state: "open"; readonly endsAt: number }
  | { readonly state: "over"; readonly endedAt: number };

type Comment = Pick<MessageView, "kind" | "deleted" | "at"> & { readonly linked: unknown };

/** One private reply for a comment, within the days (W93). */
export function privateReplyAt(
  days: number | null,
  visibility: Visibility,
  comment: Comment,
  at: number,
): PrivateReply {
  if (days === null || visibility !== "public" || comment.kind !== "inbound" || comment.deleted)
    return { state: "none" };
  if (comment.linked !== null) return { state: "used" };
  const endsAt = new Date(comment.at).getTime() + days * DAY_MS;
  return at < endsAt ? { state: "open", endsAt } : { state: "over", endedAt: endsAt };
}

/**
 * A comment is answered in private (W92). The message's id is made by the browser: a repeat is the same message. It leaves at
 * once: the platform takes one, so there is nothing to take back.
 */
export const privateReplyBody = z.strictObject({ id: messageId, text: z.string().max(100_000) });
export type PrivateReplyBody = z.infer<typeof privateReplyBody>;
export const privateReplyAnswer = z.object({
  /** The private conversation, and what was written there. */
  conversation: conversationRow,
  message: messageView,
  /** The comment and its conversation, as they are now. */
  comment: messageView,
  commentConversation: conversationRow,
  /** The contact had an open private conversation: it goes on there. */
  continued: z.boolean(),
});
export type PrivateReplyAnswer = z.infer<typeof privateReplyAnswer>;
