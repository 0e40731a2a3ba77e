import type { ChannelId, ConversationStatus, UserId } from "@guichet/contract";
import { isId } from "../api/ids.ts";
import type { AssignedTo, QueueFilter, QueueSort } from "../features/conversations/picture/queue-filter.ts";

/** The filter of the queue as it stands in the address bar and in a person's preferences: comma lists. */
export type FilterText = { readonly channels?: string; readonly assignedTo?: string; readonly sort?: QueueSort };

const WORDS = new Set<string>(["unassigned", "me", "others"]);
const NO_CHANNEL = "none";
/** New and Pending: who waits longest comes first. Resolved: what was done last. */
export const USUAL_SORT: Record<ConversationStatus, QueueSort> = {
  new: "oldest",
  pending: "oldest",
  resolved: "newest",
};

/** The queue named in the address; New for anything else. */
export function readQueue(text: string | undefined): ConversationStatus {
  return text === "pending" || text === "resolved" ? text : "new";
}

/** What the address says counts; what it leaves open is as the person left it. */
export function readFilter(status: ConversationStatus, address: FilterText, kept: FilterText): QueueFilter {
  return {
    status,
    channels: readChannels(address.channels ?? kept.channels),
    assignedTo: readAssignedTo(address.assignedTo ?? kept.assignedTo),
    sort: address.sort ?? kept.sort ?? USUAL_SORT[status],
  };
}

/** As text; what is usual is left out, so that an address stays short. */
export function writeFilter(filter: QueueFilter): FilterText {
  const { channels, assignedTo, sort } = filter;
  return {
    ...(channels === null ? {} : { channels: channels.length === 0 ? NO_CHANNEL : channels.join(",") }),
    ...(assignedTo === null ? {} : { assignedTo: assignedTo.join(",") }),
    ...(sort === USUAL_SORT[filter.status] ? {} : { sort }),
  };
}

function readChannels(text: string | undefined): QueueFilter["channels"] {
  if (text === undefined || text === "") return null;
  if (text === NO_CHANNEL) return [];
  const ids = text.split(",").filter((one) => isId<ChannelId>(one));
  return ids.length === 0 ? null : ids;
}

function readAssignedTo(text: string | undefined): QueueFilter["assignedTo"] {
  const wanted = (text ?? "").split(",").flatMap((one): AssignedTo[] => {
    if (WORDS.has(one)) return [one as "unassigned" | "me" | "others"];
    return isId<UserId>(one) ? [one] : [];
  });
  return wanted.length === 0 ? null : wanted;
}
