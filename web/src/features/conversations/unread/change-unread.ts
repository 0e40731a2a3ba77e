import type { ConversationId, ConversationRow, ConversationView } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { inTurn } from "../../../api/in-turn.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { isWritten } from "../thread/is-written.ts";
import { addReadSeqs } from "./read-seqs.ts";
import { addUnreadMarks, takeMarkBack, unreadMarkOf } from "./unread-marks.ts";

type Which = Pick<ConversationRow, "id" | "lastSeq">;

/** For oneself alone, from the contact's newest message on: bold in the list at once, taken back when the server refuses. */
export async function markUnread(cache: QueryClient, { id, lastSeq }: Which): Promise<void> {
  const before = unreadMarkOf(cache, id);
  const ahead = { from: newestInbound(cache, id) ?? lastSeq, turn: (before?.turn ?? 0) + 1 };
  addUnreadMarks(cache, { [id]: ahead });
  try {
    const mark = await inTurn(`read ${id}`, () => call(routes.markUnread, { params: { id } }));
    addUnreadMarks(cache, { [id]: mark });
  } catch (error) {
    takeMarkBack(cache, id, ahead, before);
    throw error;
  }
}

/** Everything there is was seen; the mark that one knows of goes. */
export async function markRead(cache: QueryClient, { id, lastSeq }: Which): Promise<void> {
  const before = unreadMarkOf(cache, id);
  const marked = before !== undefined && before.from !== null;
  const ahead = { from: null, turn: (before?.turn ?? 0) + 1 };
  if (marked) addUnreadMarks(cache, { [id]: ahead });
  addReadSeqs(cache, { [id]: lastSeq });
  cache.setQueryData<ConversationView>(keys.thread(id), (now) => now && { ...now, readSeq: lastSeq });
  const body = { seq: lastSeq, turn: before?.turn ?? 0 };
  try {
    await inTurn(`read ${id}`, () => call(routes.markRead, { params: { id }, body }));
  } catch (error) {
    if (marked) takeMarkBack(cache, id, ahead, before);
    throw error;
  }
}

function newestInbound(cache: QueryClient, id: ConversationId): number | undefined {
  const entries = cache.getQueryData<ConversationView>(keys.thread(id))?.entries ?? [];
  return entries.findLast((entry) => isWritten(entry) && entry.conversationId === id)?.seq;
}
