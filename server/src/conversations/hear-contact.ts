import { replyWindowEndOf, replyWindowHoursOf } from "@guichet/contract";
import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";
import type { Working } from "./intake-rows.ts";

/** The contact has written: the platform's time for replies begins anew with their latest message. */
export function hearContact(
  working: Working,
  { platform, visibility, occurredAt }: InboundMessage,
  { own_window_hours }: Pick<LoadedFacts, "own_window_hours">,
): void {
  working.lastInboundAt = latest(working.lastInboundAt, new Date(occurredAt));
  const hours = replyWindowHoursOf(platform, own_window_hours);
  working.windowEndsAt = replyWindowEndOf(hours, visibility, working.lastInboundAt);
}

function latest(a: Date | null, b: Date): Date {
  return a === null || b > a ? b : a;
}
