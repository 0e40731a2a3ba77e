/** The part of the Shared Inbox that lives in the address: comma lists, as the server takes them. */
export type InboxSearch = {
  readonly channels?: string;
  readonly assignedTo?: string;
  readonly sort?: "oldest" | "newest";
};

/** Reads the address; what is not understood is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { channels, assignedTo, sort } = search;
  return {
    ...(typeof channels === "string" && channels !== "" ? { channels } : {}),
    ...(typeof assignedTo === "string" && assignedTo !== "" ? { assignedTo } : {}),
    ...(sort === "newest" || sort === "oldest" ? { sort } : {}),
  };
}
