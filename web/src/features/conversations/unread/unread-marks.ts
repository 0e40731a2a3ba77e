import type { ConversationId, UnreadMark } from "@guichet/contract";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { keys } from "../keys.ts";

/** Conversation id → what this user has marked unread by hand, or had. */
export type UnreadMarks = Readonly<Record<string, UnreadMark>>;
const NONE: UnreadMarks = {};

/** Adds what the server, another browser or this page knows; the mark of an earlier turn changes nothing. Pure. */
export function mergeUnreadMarks(before: UnreadMarks, more: UnreadMarks): UnreadMarks {
  const next = { ...before };
  for (const [id, mark] of Object.entries(more)) {
    if (mark.turn >= (before[id]?.turn ?? 0)) next[id] = mark;
  }
  return next;
}

export function addUnreadMarks(cache: QueryClient, more: UnreadMarks): void {
  cache.setQueryData<UnreadMarks>(keys.unreadMarks, (before) => mergeUnreadMarks(before ?? NONE, more));
}

/** The server refused what this page had shown ahead: as it was, unless something newer has come. */
export function takeMarkBack(
  cache: QueryClient,
  id: ConversationId,
  ahead: UnreadMark,
  before: UnreadMark | undefined,
): void {
  cache.setQueryData<UnreadMarks>(keys.unreadMarks, (known = NONE) =>
    known[id] === ahead ? { ...known, [id]: before ?? { from: null, turn: 0 } } : known,
  );
}

export function useUnreadMarks(): UnreadMarks {
  return useQuery<UnreadMarks>({ queryKey: keys.unreadMarks, queryFn: () => NONE, enabled: false }).data ?? NONE;
}

export function unreadMarkOf(cache: QueryClient, id: ConversationId): UnreadMark | undefined {
  return cache.getQueryData<UnreadMarks>(keys.unreadMarks)?.[id];
}

/** Up to which seq it counts as seen, the mark included. Null: never opened. Pure. */
export function seenUpTo(readSeq: number | null, mark: UnreadMark | null | undefined): number | null {
  if (readSeq === null || mark == null || mark.from === null) return readSeq;
  return Math.min(readSeq, mark.from - 1);
}
