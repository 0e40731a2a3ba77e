import type { NotificationChoices } from "@guichet/contract";

/** A mail about the queue comes at most this often. */
export const QUEUE_QUIET_MS = 15 * 60_000;

/** What a mail about the queue tells; null: not asked for, or nothing of the kind. `since`: ISO 8601. */
export type QueueNews = {
  readonly waiting: { readonly count: number; readonly above: number } | null;
  readonly arrived: { readonly count: number; readonly since: string } | null;
  readonly moved: { readonly count: number; readonly since: string } | null;
  readonly breached: { readonly count: number; readonly since: string } | null;
};

export type QueueNow = {
  /**
   * In the person's channels: contacts who wait in New, conversations that began since the last mail, and older ones that came
   * back to New since and still stand there; those in New that breached their SLA since and still wait.
   */
  readonly waiting: number;
  readonly arrived: number;
  readonly moved: number;
  readonly breached: number;
  readonly since: Date;
  /** More than the chosen number waited when it was last looked. */
  readonly wasAbove: boolean;
};

/**
 * What to tell somebody of the queue, if anything: that more wait than they chose, once each time that begins; how many
 * conversations are new, how many came back, how many breached their SLA. Pure; that it is not told too often is seen to outside.
 */
export function queueNews(
  { waitingAbove, newConversations, movedConversations, slaBreaches }: NotificationChoices["email"],
  now: QueueNow,
): { readonly news: QueueNews | undefined; readonly above: boolean } {
  const above = waitingAbove !== null && now.waiting > waitingAbove;
  const waiting = above && !now.wasAbove ? { count: now.waiting, above: waitingAbove } : null;
  const arrived = newConversations && now.arrived > 0 ? { count: now.arrived, since: now.since.toISOString() } : null;
  const moved = movedConversations && now.moved > 0 ? { count: now.moved, since: now.since.toISOString() } : null;
  const breached = slaBreaches && now.breached > 0 ? { count: now.breached, since: now.since.toISOString() } : null;
  const nothing = waiting === null && arrived === null && moved === null && breached === null;
  return { news: nothing ? undefined : { waiting, arrived, moved, breached }, above };
}
