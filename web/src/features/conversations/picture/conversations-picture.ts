import type {
  ConversationId,
  ConversationRow,
  ConversationStatus,
  ConversationView,
  QueueCounts,
  ThreadEntry,
  UserId,
} from "@guichet/contract";
import { dropForeseen, type Foreseen, moveCount } from "./queue-counts.ts";
import type { QueueFilter } from "./queue-filter.ts";
import { placeRow, type QueueList, type RecentRows } from "./queue-list.ts";
import { placeEntries } from "./thread-entries.ts";

export type KeptList = { readonly filter: QueueFilter; readonly list: QueueList };

/** Everything this browser believes about conversations. Changed by functions only, never in place. */
export type ConversationsPicture = {
  readonly me: UserId;
  readonly counts: QueueCounts;
  /** Moves between statuses that are on the screen already and not yet in the event log. */
  readonly foreseen: Foreseen;
  readonly recent: RecentRows;
  readonly lists: readonly KeptList[];
  readonly threads: ReadonlyMap<ConversationId, ConversationView>;
};

/** What one event did to one conversation. */
export type ConversationEvent = {
  /** As it is now, which may be newer than the event. */
  readonly conversation: ConversationRow;
  /** New or changed. */
  readonly entries: readonly ThreadEntry[];
  readonly statusBefore: ConversationStatus | null;
  readonly statusAfter: ConversationStatus;
};

/** Slow answers are at most a minute late; a busy queue changes far fewer rows than this in a minute. */
const RECENT_ROWS = 500;

/** Old picture + one event, not seen before → new picture with the counters moved. */
export function applyConversationEvent(picture: ConversationsPicture, event: ConversationEvent): ConversationsPicture {
  const { conversation, statusBefore, statusAfter } = event;
  const moved = statusBefore === statusAfter ? picture : dropForeseen(picture, conversation.id);
  const counts = moveCount(moved.counts, conversation.channelId, statusBefore, statusAfter);
  return applyConversation({ ...moved, counts }, conversation, event.entries);
}

/** Puts a conversation as it is now, and entries of it, wherever they are shown. Repeated or late, it does no harm. */
export function applyConversation(
  picture: ConversationsPicture,
  row: ConversationRow,
  entries: readonly ThreadEntry[],
): ConversationsPicture {
  const known = picture.recent.get(row.id);
  const threads = placeInThreads(picture.threads, row, entries);
  if (known !== undefined && known.version > row.version) return { ...picture, threads };
  return {
    ...picture,
    recent: remember(picture.recent, row),
    lists: picture.lists.map((kept) => placeInList(kept, row, picture.me)),
    threads,
  };
}

function placeInList(kept: KeptList, row: ConversationRow, me: UserId): KeptList {
  const list = placeRow(kept.list, kept.filter, row, me);
  return list === kept.list ? kept : { ...kept, list };
}

function placeInThreads(
  threads: ConversationsPicture["threads"],
  row: ConversationRow,
  entries: readonly ThreadEntry[],
): ConversationsPicture["threads"] {
  let next: Map<ConversationId, ConversationView> | undefined;
  for (const [id, view] of threads) {
    const changed = placeEntries(view, row, entries);
    if (changed === view) continue;
    next ??= new Map(threads);
    next.set(id, changed);
  }
  return next ?? threads;
}

function remember(recent: RecentRows, row: ConversationRow): RecentRows {
  const next = new Map(recent);
  next.delete(row.id);
  next.set(row.id, row);
  const oldest = next.size > RECENT_ROWS ? next.keys().next().value : undefined;
  if (oldest !== undefined) next.delete(oldest);
  return next;
}
