import type { ConversationId, ConversationRow, UnreadMark } from "@guichet/contract";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { keys } from "../keys.ts";

/** Conversation id → last seq this user has seen. */
export type ReadSeqs = Readonly<Record<string, number>>;
const NONE: ReadSeqs = {};

/** Adds what the server or this page knows; a later reading is never undone by an earlier one. */
export function mergeReadSeqs(before: ReadSeqs, more: ReadSeqs): ReadSeqs {
  const next = { ...before };
  for (const [id, seq] of Object.entries(more)) next[id] = Math.max(seq, before[id] ?? 0);
  return next;
}

export function addReadSeqs(cache: QueryClient, more: ReadSeqs): void {
  cache.setQueryData<ReadSeqs>(keys.readSeqs, (before) => mergeReadSeqs(before ?? NONE, more));
}

/** Bold in the list: marked so by hand; or the contact waits, and something is there that I have not seen. */
export function isUnread(row: ConversationRow, readSeq: number | undefined, mark: UnreadMark | undefined): boolean {
  if (mark !== undefined && mark.from !== null) return true;
  // A reaction that has come last is nothing to be read.
  const last = row.lastMessage?.about === "reaction" ? row.lastSeq - 1 : row.lastSeq;
  return row.waitingSince !== null && last > (readSeq ?? 0);
}

export function useReadSeqs(): ReadSeqs {
  return useQuery<ReadSeqs>({ queryKey: keys.readSeqs, queryFn: () => NONE, enabled: false }).data ?? NONE;
}

export function readSeqOf(cache: QueryClient, id: ConversationId): number | undefined {
  return cache.getQueryData<ReadSeqs>(keys.readSeqs)?.[id];
}
