import { replyWindowEndOf, replyWindowHoursOf } from "@guichet/contract";
import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";
import { laterOf } from "./intake-people.ts";
import type { Working } from "./intake-rows.ts";

/** The contact has written: the platform's time for replies begins anew with their latest message. */
export function hearContact(
  working: Working,
  { platform, visibility, occurredAt }: InboundMessage,
  { own_window_hours }: Pick<LoadedFacts, "own_window_hours">,
): void {
  openWindow(
    working,
    laterOf(working.lastInboundAt, occurredAt),
    replyWindowHoursOf(platform, own_window_hours),
    visibility,
  );
}

/** `at`: when the contact last wrote; null: never. `hours` null: the platform has no such time. */
export function openWindow(
  working: Working,
  at: Date | null,
  hours: number | null,
  visibility: InboundMessage["visibility"],
): void {
  working.lastInboundAt = at;
  working.windowEndsAt = replyWindowEndOf(hours, visibility, at);
}
