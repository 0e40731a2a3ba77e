import type { DeliveryErrorKind, DeliveryState } from "@guichet/contract";
import type { InboundMedia } from "./inbound-message.ts";

/** What a platform tells of a message after it: an edit, a deletion, a reaction, a receipt. Instants are epoch milliseconds. */
export type MessageNews =
  /** `files`: all that it has now, and the raw delivery by which they are fetched; left out: what it had. */
  | {
      readonly kind: "edited";
      readonly text: string;
      readonly at: number;
      readonly files?: { readonly media: readonly InboundMedia[]; readonly deliveryId: string };
    }
  | { readonly kind: "deleted"; readonly at: number }
  | { readonly kind: "hidden"; readonly hidden: boolean; readonly at: number }
  /** All that one person has put under it by now; empty: taken back. */
  | { readonly kind: "reacted"; readonly by: string; readonly emoji: readonly string[]; readonly at: number }
  | {
      readonly kind: "delivery";
      readonly state: "sent" | "delivered" | "read" | "failed";
      readonly at: number;
      readonly error?: { readonly kind: DeliveryErrorKind; readonly message: string };
    };

/** What a message of ours has come to as its platform tells, the furthest last. */
export const TOLD_STATES = ["sent", "failed", "delivered", "read"] as const;

const RANK: Record<DeliveryState, number> = {
  queued: 0,
  sending: 1,
  uncertain: 1,
  failed: 2,
  discarded: 2,
  sent: 3,
  delivered: 4,
  read: 5,
};

/**
 * The state after a receipt. States only move forward; `failed` ends a send unless a later delivered or read proves
 * otherwise (channel rules 0.7); what a person discarded stays discarded. Undefined: no change.
 */
export function nextDeliveryState(
  current: DeliveryState,
  told: "sent" | "delivered" | "read" | "failed",
): DeliveryState | undefined {
  if (current === told || current === "discarded") return undefined;
  if (told === "failed") return current === "delivered" || current === "read" ? undefined : "failed";
  return RANK[told] > RANK[current] ? told : undefined;
}

/** Of two receipts for one message the one that says more, whichever came first: a second device is slower than the first. */
export function isFurther(told: (typeof TOLD_STATES)[number], than: (typeof TOLD_STATES)[number]): boolean {
  return TOLD_STATES.indexOf(told) > TOLD_STATES.indexOf(than);
}
