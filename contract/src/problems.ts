import { z } from "zod";
import { channelId, conversationId, instant, messageId } from "./ids.ts";
import { platform } from "./platforms.ts";

/** The page that lists what is stuck, failed or uncertain (I16), inbound and outbound alike. */
export const problemKind = z.enum([
  "inbound_dead",
  "inbound_waiting",
  "inbound_unreadable",
  "outbound_failed",
  "outbound_uncertain",
  "outbound_waiting",
  "attachment_failed",
  "event_skipped",
  "message_not_indexed",
]);
export const problemView = z.object({
  id: z.string(),
  kind: problemKind,
  channelId: channelId.nullable(),
  channelName: z.string(),
  platform: platform.nullable(),
  /** Grouping key and words for people, e.g. `recipient_unavailable`. */
  reason: z.string(),
  detail: z.string(),
  since: instant,
  attempts: z.number().int(),
  conversationId: conversationId.nullable(),
  /** The message in it that this is about (W101). */
  messageId: messageId.nullable(),
  canRetry: z.boolean(),
  canDiscard: z.boolean(),
});
export type ProblemView = z.infer<typeof problemView>;
export const problemList = z.object({
  items: z.array(problemView),
  next: z.string().nullable(),
  totals: z.array(z.object({ kind: problemKind, reason: z.string(), count: z.number().int() })),
});
export const discardProblemBody = z.strictObject({ note: z.string().trim().min(1).max(500) });
export const retryAllBody = z.strictObject({ kind: problemKind, reason: z.string().max(200).optional() });
export const retryAllAnswer = z.object({ retried: z.number().int() });
