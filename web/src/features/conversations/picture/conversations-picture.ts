import type {
  ChannelId,
  ContactSummary,
  ConversationId,
  ConversationRow,
  ConversationStatus,
  ConversationView,
  MessageView,
  QueueCounts,
  ThreadEntry,
  UserId,
} from "@guichet/contract";
import { type CrossChannelHistory, forgetInHistory, placeInHistory } from "./cross-channel-history.ts";
import { dropForeseen, type Foreseen, moveCount } from "./queue-counts.ts";
import { belongsTo, type QueueFilter } from "./queue-filter.ts";
import { placeRow, type QueueList, type RecentRows } from "./queue-list.ts";
import { placeEntries } from "./thread-entries.ts";
import type { Told, ToldEvent } from "./told-meanwhile.ts";

export type KeptList = { readonly filter: QueueFilter; readonly list: QueueList };

/** Everything this browser believes about conversations. Changed by functions only, never in place. */
export type ConversationsPicture = {
  readonly me: UserId;
  readonly counts: QueueCounts;
  /** Moves between statuses that are on the screen already and not yet in the event log. */
  readonly foreseen: Foreseen;
  readonly recent: RecentRows;
  /** For answers that are on their way. */
  readonly told: Told;
  readonly lists: readonly KeptList[];
  readonly threads: ReadonlyMap<ConversationId, ConversationView>;
  /** Histories over channels beside threads (W89). */
  readonly histories: readonly CrossChannelHistory[];
};

/** What one event did to one conversation. */
export type ConversationEvent = ToldEvent & {
  /** The queue it counted in, and counts in; null: it was not there, or a virtual agent has it. */
  readonly statusBefore: ConversationStatus | null;
  readonly statusAfter: ConversationStatus | null;
};

type Gone = {
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly statusBefore: ConversationStatus | null;
  readonly statusAfter: ConversationStatus | null;
};

/** Slow answers are at most a minute late; a busy queue changes far fewer rows than this in a minute. */
const RECENT_ROWS = 500;

/** Old picture + one event, not seen before → new picture with the counters moved. */
export function applyConversationEvent(picture: ConversationsPicture, event: ConversationEvent): ConversationsPicture {
  const { conversation, statusBefore, statusAfter } = event;
  const moved = statusBefore === statusAfter ? picture : dropForeseen(picture, conversation.id);
  const counts = moveCount(moved.counts, conversation.channelId, statusBefore, statusAfter);
  return applyConversation({ ...moved, counts }, conversation, event.entries, event.scheduled);
}

/** Deleted with its contact: nowhere any more, and counted out. `seen`: counted before. */
export function applyGone(
  picture: ConversationsPicture,
  { conversationId, channelId, statusBefore, statusAfter }: Gone,
  seen: boolean,
): ConversationsPicture {
  const moved = dropForeseen(picture, conversationId);
  const counts = seen ? moved.counts : moveCount(moved.counts, channelId, statusBefore, statusAfter);
  const recent = new Map(moved.recent);
  recent.delete(conversationId);
  const lists = moved.lists.map((kept) => {
    const items = kept.list.items.filter((row) => row.id !== conversationId);
    return items.length === kept.list.items.length ? kept : { ...kept, list: { ...kept.list, items } };
  });
  const histories = moved.histories.map((one) => forgetInHistory(one, conversationId));
  return { ...moved, counts, recent, lists, histories };
}

/** Puts a conversation as it is now, and entries of it, wherever they are shown. Repeated or late, it does no harm. */
export function applyConversation(
  picture: ConversationsPicture,
  row: ConversationRow,
  entries: readonly ThreadEntry[],
  scheduled?: ConversationView["scheduled"],
): ConversationsPicture {
  const known = picture.recent.get(row.id);
  const threads = placeInThreads(picture.threads, row, entries, scheduled);
  const histories = placeInHistories(picture.histories, row, entries);
  if (known !== undefined && known.version > row.version) return { ...picture, threads, histories };
  return {
    ...picture,
    recent: remember(picture.recent, row),
    lists: picture.lists.map((kept) => placeInList(kept, row, picture.me)),
    threads,
    histories,
  };
}

/** A message as it is foreseen, wherever it is shown; the row is the server's to tell. */
export function placeMessage(picture: ConversationsPicture, message: MessageView): ConversationsPicture {
  const threads = [...picture.threads].map(([id, view]) => {
    const there = view.entries.some((entry) => entry.id === message.id);
    const entries = there ? view.entries.map((entry) => (entry.id === message.id ? message : entry)) : view.entries;
    return [id, there ? { ...view, entries } : view] as const;
  });
  return { ...picture, threads: new Map(threads) };
}

/** A contact has another name, mark or groups: in every row and thread, whatever else they know. */
export function applyContact(picture: ConversationsPicture, contact: ContactSummary): ConversationsPicture {
  const refresh = (row: ConversationRow): ConversationRow =>
    row.contact.id === contact.id ? { ...row, contact: { ...row.contact, ...contact } } : row;
  return {
    ...picture,
    recent: new Map([...picture.recent].map(([id, row]) => [id, refresh(row)])),
    lists: picture.lists.map((kept) => {
      if (!kept.list.items.some((row) => row.contact.id === contact.id)) return kept;
      const items = kept.list.items.map(refresh).filter((row) => belongsTo(kept.filter, row, picture.me));
      return { ...kept, list: { ...kept.list, items } };
    }),
    threads: new Map(
      [...picture.threads].map(([id, view]) => {
        const conversation = refresh(view.conversation);
        return [id, conversation === view.conversation ? view : { ...view, conversation }];
      }),
    ),
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
  scheduled: ConversationView["scheduled"] | undefined,
): ConversationsPicture["threads"] {
  let next: Map<ConversationId, ConversationView> | undefined;
  for (const [id, view] of threads) {
    const changed = placeInThread(view, { conversation: row, entries, scheduled });
    if (changed === view) continue;
    next ??= new Map(threads);
    next.set(id, changed);
  }
  return next ?? threads;
}

/** One event in one thread. Repeated or late, it does no harm. */
export function placeInThread(
  view: ConversationView,
  { conversation, entries, scheduled }: ToldEvent,
): ConversationView {
  return placeScheduled(placeEntries(view, conversation, entries), conversation, scheduled);
}

function placeInHistories(
  histories: ConversationsPicture["histories"],
  row: ConversationRow,
  entries: readonly ThreadEntry[],
): ConversationsPicture["histories"] {
  return entries.length === 0 ? histories : histories.map((one) => placeInHistory(one, row, entries));
}

/** A list that is older than the thread says nothing new. */
function placeScheduled(
  view: ConversationView,
  row: ConversationRow,
  scheduled: ConversationView["scheduled"] | undefined,
): ConversationView {
  const late = view.conversation.id !== row.id || row.version < view.conversation.version;
  return scheduled === undefined || late ? view : { ...view, scheduled };
}

function remember(recent: RecentRows, row: ConversationRow): RecentRows {
  const next = new Map(recent);
  next.delete(row.id);
  next.set(row.id, row);
  const oldest = next.size > RECENT_ROWS ? next.keys().next().value : undefined;
  if (oldest !== undefined) next.delete(oldest);
  return next;
}
