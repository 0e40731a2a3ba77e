import type { Visibility } from "./conversations.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

/** A platform's time for replies may be this long. Hours. */
export const REPLY_WINDOW_MOST_HOURS = 720;
/** The time left is told from here on, and the window is said to be closing. Milliseconds. */
export const REPLY_WINDOW_TOLD_MS = 4 * 3_600_000;

/**
 * For how long after the contact's last message a platform takes replies: `open` until a moment, or `closed` since one
 * (`null`: the contact has never written). `none`: it takes them at any time. Epoch milliseconds.
 */
export type ReplyWindow =
  | { readonly state: "none" }
  | { readonly state: "open"; readonly endsAt: number }
  | { readonly state: "closed"; readonly endedAt: number | null };

/** What the platform says for all its channels, else what was set for this one. */
export function replyWindowHoursOf(platform: Platform, own: number | null): number | null {
  return PLATFORMS[platform].replyWindowHours ?? own;
}

/**
 * When the window ends; null: there is none, or the contact has never written. What everybody reads has
 * none: a comment may be answered whenever it is there.
 */
export function replyWindowEndOf(
  hours: number | null,
  visibility: Visibility,
  lastInboundAt: Date | string | null,
): Date | null {
  if (hours === null || visibility === "public" || lastInboundAt === null) return null;
  return new Date(new Date(lastInboundAt).getTime() + hours * 3_600_000);
}

export function replyWindowAt(
  hours: number | null,
  visibility: Visibility,
  lastInboundAt: Date | string | null,
  at: number,
): ReplyWindow {
  if (hours === null || visibility === "public") return { state: "none" };
  const endsAt = replyWindowEndOf(hours, visibility, lastInboundAt)?.getTime();
  if (endsAt === undefined) return { state: "closed", endedAt: null };
  return at < endsAt ? { state: "open", endsAt } : { state: "closed", endedAt: endsAt };
}
