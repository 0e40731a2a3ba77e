import { z } from "zod";
import { attachmentView } from "./attachments.ts";
import { attachmentId, conversationId, instant, messageId } from "./ids.ts";
import { person } from "./time.ts";

/** A reply may be put off this long. Days. */
export const SCHEDULE_MOST_DAYS = 365;

/**
 * Why a scheduled reply did not leave: the contact wrote first, a colleague cancelled it, its author is deactivated or may no
 * longer reply, the contact has a newer conversation, the channel is gone, or the platform would not take it (`code` says why).
 */
export const scheduleStop = z.enum([
  "contact_wrote",
  "cancelled",
  "author_gone",
  "newer_conversation",
  "channel_gone",
  "refused",
]);
export type ScheduleStop = z.infer<typeof scheduleStop>;

/** `waiting` leaves at its moment; `stopped` will not, and stays until somebody takes its words up or throws them away. */
export const scheduledView = z.object({
  id: messageId,
  conversationId,
  author: person,
  text: z.string(),
  replyTo: z.object({ id: messageId, excerpt: z.string() }).nullable(),
  attachments: z.array(attachmentView),
  at: instant,
  createdAt: instant,
  state: z.enum(["waiting", "stopped"]),
  stopped: z.object({ cause: scheduleStop, code: z.string().nullable(), byName: z.string().nullable() }).nullable(),
});
export type ScheduledView = z.infer<typeof scheduledView>;

/** What becomes of a scheduled reply; each but `sent` by itself is a line of the audit trail. */
export type ScheduleChange = "set" | "moved" | "sent" | "cancelled" | "stopped" | "dropped" | "taken_back";

/** `id` is made by the browser and becomes the message's: a repeat schedules nothing twice (I11). */
export const scheduleBody = z.strictObject({
  id: messageId,
  text: z.string().max(100_000),
  attachmentIds: z.array(attachmentId).max(20).default([]),
  replyToId: messageId.nullable().default(null),
  at: instant,
});
export type ScheduleBody = z.infer<typeof scheduleBody>;
export const rescheduleBody = z.strictObject({ at: instant });
