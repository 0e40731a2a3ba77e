import { z } from "zod";
import { conversationId, instant } from "./ids.ts";

/**
 * Real-time insights (W148): of today in the organization's time zone, in the channels of who asks. Averages are in seconds,
 * and null while there is nothing to average.
 */
export const insights = z.object({
  averageHandleSeconds: z.object({ mine: z.number().nullable(), channels: z.number().nullable() }),
  /** Conversations in New. */
  waiting: z.number().int(),
  /** Since when the one waits that has waited longest; null: none does. */
  oldestSince: instant.nullable(),
  /** Which one that is (W101). */
  oldestId: conversationId.nullable(),
  /** By who asks. */
  resolvedToday: z.number().int(),
  /** By everybody, each conversation once; what resolved by itself is nobody's. */
  resolvedTodayOnChannels: z.number().int(),
});
export type Insights = z.infer<typeof insights>;
