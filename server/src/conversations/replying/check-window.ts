import { Refusal, replyWindowAt } from "@guichet/contract";
import type { Conversation } from "../conversation.ts";
import type { ReplyTerms } from "./reply-terms.sql.ts";

/** Refuses a reply that would leave when the platform takes none any more (W94). By our clock, whatever the browser's says. */
export function checkWindow(
  { windowHours }: Pick<ReplyTerms, "windowHours">,
  { visibility, last_inbound_at }: Pick<Conversation, "visibility" | "last_inbound_at">,
  leavesAt: Date,
): void {
  const window = replyWindowAt(windowHours, visibility, last_inbound_at, leavesAt.getTime());
  if (window.state !== "closed") return;
  const { endedAt } = window;
  throw new Refusal("reply_window_closed", {
    details: { endedAt: endedAt === null ? null : new Date(endedAt).toISOString() },
  });
}
