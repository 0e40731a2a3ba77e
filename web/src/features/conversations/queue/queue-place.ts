import type { ConversationStatus, QueueOnly } from "@guichet/contract";
import type { QueueFilter } from "../picture/queue-filter.ts";

/** What one often goes to in the queue: a filter with a name of its own. */
export const PLACES = ["mine", "unassigned", "mentions", "drafts", "boomerang"] as const;
export type QueuePlace = (typeof PLACES)[number];
type Narrowed = { readonly assignedTo: "me" | "unassigned" } | { readonly only: QueueOnly };

const NARROWED: Record<QueuePlace, Narrowed> = {
  mine: { assignedTo: "me" },
  unassigned: { assignedTo: "unassigned" },
  mentions: { only: "mentions" },
  drafts: { only: "drafts" },
  boomerang: { only: "boomerang" },
};

/** The address of a place: the whole queue, narrowed by it alone. */
export function searchOf(place: QueuePlace): Narrowed & { readonly view: "all" } {
  return { view: "all", ...NARROWED[place] };
}

/** In which queue it is looked for by somebody who stands in this one: nothing resolved is assigned, and only Pending comes back. */
export function queueOf(place: QueuePlace, status: ConversationStatus): ConversationStatus {
  if (place === "boomerang") return "pending";
  return "assignedTo" in NARROWED[place] && status === "resolved" ? "new" : status;
}

/** Is this where one stands? */
export function standsIn(place: QueuePlace, { assignedTo, only, status }: QueueFilter): boolean {
  const narrowed = NARROWED[place];
  if ("only" in narrowed) return only === narrowed.only;
  return only === null && status !== "resolved" && assignedTo?.length === 1 && assignedTo[0] === narrowed.assignedTo;
}
