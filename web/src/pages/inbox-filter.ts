import type { ConversationStatus } from "@guichet/contract";
import type { InboxSearch } from "../app/inbox-search.ts";
import type { QueueFilter, QueueSort } from "../features/conversations/picture/queue-filter.ts";
import { readQuery } from "../features/conversations/picture/queue-query.ts";

const NO_CHANNEL = "none";
const VIP = "vip";
/** New and Pending: who waits longest comes first. Resolved: what was done last. */
export const USUAL_SORT: Record<ConversationStatus, QueueSort> = {
  new: "priority",
  pending: "oldest",
  resolved: "newest",
};

/** The queue named in the address; New for anything else. */
export function readQueue(text: string | undefined): ConversationStatus {
  return text === "pending" || text === "resolved" ? text : "new";
}

/** What the address says counts; what it leaves open is as the person left it. A view's address leaves nothing open. */
export function readFilter(status: ConversationStatus, address: InboxSearch, kept: InboxSearch): QueueFilter {
  const said = address.view === undefined ? { ...kept, ...address } : address;
  // `vip`, ids of contact groups, or both.
  const contacts = (said.contacts ?? "").split(",");
  return {
    status,
    ...readQuery({
      ...said,
      channels: said.channels === NO_CHANNEL ? "" : said.channels || undefined,
      groups: contacts.filter((one) => one !== VIP).join(","),
      vip: contacts.includes(VIP) ? "yes" : undefined,
    }),
    sort: said.sort ?? USUAL_SORT[status],
  };
}

/** As text; what is usual is left out, so that an address stays short. */
export function writeFilter(filter: QueueFilter): InboxSearch {
  const { channels, assignedTo, teams, topics, tags, groups, vip, visibility, waiting, window, only, sort } = filter;
  return {
    ...(channels === null ? {} : { channels: channels.length === 0 ? NO_CHANNEL : channels.join(",") }),
    ...(assignedTo === null ? {} : { assignedTo: assignedTo.join(",") }),
    ...(teams === null ? {} : { teams: teams.join(",") }),
    ...(topics === null ? {} : { topics: topics.join(",") }),
    ...(tags === null ? {} : { tags: tags.join(",") }),
    ...(groups === null && !vip ? {} : { contacts: [...(vip ? [VIP] : []), ...(groups ?? [])].join(",") }),
    ...(visibility === null ? {} : { visibility }),
    ...(waiting === null ? {} : { waiting }),
    ...(window === null ? {} : { window }),
    ...(only === null ? {} : { only }),
    ...(sort === USUAL_SORT[filter.status] ? {} : { sort }),
  };
}
