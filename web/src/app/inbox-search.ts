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
  /** The saved view this began with; or `all`: the whole queue, however it was filtered before. */
  readonly view?: string;
  readonly sort?: "priority" | "oldest" | "newest";
  /** The message that the conversation is opened at: a search found it. */
  readonly message?: string;
};

/** Instead of a view: everything in the queue, for figures that count it (W101). */
export const WHOLE_QUEUE = "all";

const TEXTS = [
  "channels",
  "assignedTo",
  "teams",
  "topics",
  "tags",
  "contacts",
  "visibility",
  "waiting",
  "message",
  "view",
] as const;

/** Reads the address; what is not understood is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const { sort } = search;
  const texts = TEXTS.flatMap((name) => {
    const text = search[name];
    return typeof text === "string" && text !== "" ? [[name, text]] : [];
  });
  return {
    ...Object.fromEntries(texts),
    ...(sort === "newest" || sort === "oldest" || sort === "priority" ? { sort } : {}),
  };
}
