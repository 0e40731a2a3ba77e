import { z } from "zod";
import { conversationRow, conversationView, messageView } from "./conversations.ts";
import { attachmentId, messageId, userId } from "./ids.ts";
import { resolution } from "./resolving.ts";
import { templateUse } from "./templates.ts";
import { undoSendSeconds } from "./time.ts";

/** `id` is made by the browser: a repeat of the same id is the same message (I11). */
export const sendMessageBody = z.strictObject({
  id: messageId,
  kind: z.enum(["reply", "comment"]),
  text: z.string().max(100_000),
  attachmentIds: z.array(attachmentId).max(20).default([]),
  replyToId: messageId.nullable().default(null),
  mentions: z.array(userId).max(50).default([]),
  /** What becomes of the conversation; `preference` follows the organization's after-reply setting. */
  afterwards: z.enum(["preference", "stay", "pending", "resolved"]).default("preference"),
  /** Where `afterwards` resolves. */
  resolution: resolution.optional(),
  /** Held back this long before it leaves, so that it can be taken back. Seconds. */
  holdSeconds: undoSendSeconds.optional(),
  /** A reply that is a template: `text` is the template filled, as its author saw it. It leaves at once and has no files. */
  template: templateUse.optional(),
});
export type SendMessageBody = z.infer<typeof sendMessageBody>;
export const sendMessageAnswer = z.object({ message: messageView, conversation: conversationRow });

/** A message was taken back in time: the conversation as it is now, and what is in the reply box again. */
export const withdrawnAnswer = z.object({ conversation: conversationRow, draft: conversationView.shape.draft });

/** After a change to what is scheduled in a conversation. */
export const scheduledAnswer = z.object({ conversation: conversationRow, scheduled: conversationView.shape.scheduled });
export type ScheduledAnswer = z.infer<typeof scheduledAnswer>;
/** A scheduled reply was taken into the reply box. */
export const scheduledBack = scheduledAnswer.extend({ draft: conversationView.shape.draft });
export type ScheduledBack = z.infer<typeof scheduledBack>;

export const putDraftBody = z.strictObject({
  text: z.string().max(100_000),
  kind: z.enum(["reply", "comment"]),
  replyToId: messageId.nullable(),
  attachmentIds: z.array(attachmentId).max(20),
});
