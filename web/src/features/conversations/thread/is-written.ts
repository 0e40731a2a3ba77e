import type { MessageView, ThreadEntry } from "@guichet/contract";

/** Something that the contact wrote: a reaction stands among messages, but nobody answers, tags or counts it as one. */
export function isWritten(entry: ThreadEntry): entry is MessageView {
  return entry.type === "message" && entry.kind === "inbound" && entry.about !== "reaction";
}
