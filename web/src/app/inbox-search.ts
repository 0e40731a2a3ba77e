/** The part of the Shared Inbox that lives in the address: comma lists, as the server takes them. */
export type InboxSearch = {
  readonly channels?: string;
  readonly assignedTo?: string;
  readonly teams?: string;
  readonly topics?: string;
  readonly tags?: string;
  readonly contacts?: string;
  readonly visibility?: string;
  readonly waiting?: string;
  readonly window?: string;
  readonly only?: string;
  /** The saved view this began with; or `all`: the whole queue, however it was filtered before, but for what stands beside it. */
  readonly view?: string;
  readonly sort?: (typeof SORTS)[number];
  /** The message that the conversation is opened at: a search found it. */
  readonly message?: string;
};

/** Instead of a view: everything in the queue, for figures that count it (W101). */
export const WHOLE_QUEUE = "all";

const SORTS = ["priority", "oldest", "newest", "window", "sla"] as const;
const TEXTS = [
  "channels",
  "assignedTo",
  "teams",
  "topics",
  "tags",
  "contacts",
  "visibility",
  "waiting",
  "window",
  "only",
  "message",
  "view",
] as const;

/** Reads the address; what is not understood is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const sort = SORTS.find((one) => one === search.sort);
  const texts = TEXTS.flatMap((name) => {
    const text = search[name];
    return typeof text === "string" && text !== "" ? [[name, text]] : [];
  });
  return {
    ...Object.fromEntries(texts),
    ...(sort === undefined ? {} : { sort }),
  };
}
