import type { MessageView, ThreadEntry } from "@guichet/contract";
import { useEffect, useRef, useState } from "react";

/** The contact's newest message, once it has come while the thread is open: read out politely. */
export function useAnnounced(entries: readonly ThreadEntry[]): MessageView | undefined {
  const newest = entries.findLast(
    (entry): entry is MessageView => entry.type === "message" && entry.kind === "inbound",
  );
  const known = useRef(newest?.id);
  const [announced, setAnnounced] = useState<MessageView>();
  useEffect(() => {
    if (newest === undefined || newest.id === known.current) return;
    known.current = newest.id;
    setAnnounced(newest);
  }, [newest]);
  // Masked meanwhile: a screen reader must not find its words here either.
  return entries.some((entry) => entry.id === announced?.id && entry.type === "message" && entry.masked)
    ? undefined
    : announced;
}
