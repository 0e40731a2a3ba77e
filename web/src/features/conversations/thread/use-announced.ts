import type { MessageView, ThreadEntry } from "@guichet/contract";
import { useEffect, useRef, useState } from "react";

/**
 * The contact's newest message, once it has come while the thread is open: read out politely. With another `scope` other
 * conversations are shown, and what is newest among them is no news.
 */
export function useAnnounced(entries: readonly ThreadEntry[], scope: unknown): MessageView | undefined {
  const newest = entries.findLast(
    (entry): entry is MessageView => entry.type === "message" && entry.kind === "inbound",
  );
  const known = useRef(newest?.id);
  const knownScope = useRef(scope);
  const [announced, setAnnounced] = useState<MessageView>();
  useEffect(() => {
    const sameScope = knownScope.current === scope;
    knownScope.current = scope;
    if (newest === undefined || newest.id === known.current) return;
    known.current = newest.id;
    if (sameScope) setAnnounced(newest);
  }, [newest, scope]);
  // Masked meanwhile: a screen reader must not find its words here either.
  return entries.some((entry) => entry.id === announced?.id && entry.type === "message" && entry.masked)
    ? undefined
    : announced;
}
