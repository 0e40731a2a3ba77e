import type { AutoResolve, ConversationStatus } from "@guichet/contract";

const HOUR = 3_600_000;

export type Ages = { readonly statusSince: Date; readonly arrivedAt: Date };

/**
 * When a conversation is resolved by itself (W58): in New it ages from the contact's last message or from its return,
 * whichever is later, in Pending from the move there; by our clock, never by a platform's. Resolved: never. Pure.
 */
export function resolvesAt(status: ConversationStatus, terms: AutoResolve, ages: Ages): Date | null {
  if (status === "resolved") return null;
  const from =
    status === "new" ? Math.max(ages.statusSince.getTime(), ages.arrivedAt.getTime()) : ages.statusSince.getTime();
  return new Date(from + terms[status].hours * HOUR);
}

/**
 * The stored moment only has to be early enough: it is looked at then and put off. So a message that comes in does not
 * touch the index. Pure.
 */
export function earlier(stored: Date | null, due: Date | null): Date | null {
  if (due === null || stored === null) return due;
  return stored < due ? stored : due;
}
