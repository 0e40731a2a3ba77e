import type { ConversationId, ConversationRow, UserId } from "@guichet/contract";
import { belongsTo, compareRows, hangsOnMe, type Place, type QueueFilter } from "./queue-filter.ts";

/**
 * The loaded part of one list of the queue, in order. `next` asks the server for more; null: this is all. `lookedTo`: what
 * stands further down comes with a later page.
 */
export type QueueList = {
  readonly items: readonly ConversationRow[];
  readonly next: string | null;
  readonly lookedTo: Place | null;
};
/** Conversations changed lately, newest version: what a slow answer of the server may not know yet. */
export type RecentRows = ReadonlyMap<ConversationId, ConversationRow>;

/** Puts a new or changed conversation where it belongs, or takes it out. Gives the same list back when nothing changes. */
export function placeRow(list: QueueList, filter: QueueFilter, row: ConversationRow, me: UserId): QueueList {
  const at = list.items.findIndex((item) => item.id === row.id);
  const old = list.items[at];
  if (old !== undefined && old.version > row.version) return list;
  const mayCome = old !== undefined || !hangsOnMe(filter);
  const wanted = mayCome && belongsTo(filter, row, me) && withinLoadedPart(list, filter, row);
  if (old === undefined) return wanted ? { ...list, items: insert(list.items, filter, row) } : list;
  if (wanted && compareRows(old, row, filter.sort) === 0) return { ...list, items: list.items.with(at, row) };
  const others = list.items.toSpliced(at, 1);
  return { ...list, items: wanted ? insert(others, filter, row) : others };
}

/** Rows behind the loaded part come with a later page; showing them now would leave a hole before them. */
function withinLoadedPart(list: QueueList, filter: QueueFilter, row: ConversationRow): boolean {
  return list.lookedTo === null || compareRows(row, list.lookedTo, filter.sort) <= 0;
}

function insert(items: readonly ConversationRow[], filter: QueueFilter, row: ConversationRow): ConversationRow[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = items[middle];
    if (there !== undefined && compareRows(there, row, filter.sort) < 0) low = middle + 1;
    else high = middle;
  }
  return items.toSpliced(low, 0, row);
}

/**
 * Adds what the server answered behind what is there (a first page: behind nothing), then what changed while it was
 * on its way.
 */
export function addPage(
  list: QueueList | undefined,
  page: QueueList,
  filter: QueueFilter,
  recent: RecentRows,
  me: UserId,
): QueueList {
  const versions = new Map(list?.items.map((row) => [row.id, row.version]));
  const fresh = page.items.filter((row) => !versions.has(row.id));
  for (const row of fresh) versions.set(row.id, row.version);
  let merged: QueueList = { items: [...(list?.items ?? []), ...fresh], next: page.next, lookedTo: page.lookedTo };
  for (const row of [...page.items, ...recent.values()]) {
    const there = versions.get(row.id);
    // Most of what changed lately is in no need of a place here; looking for it in thousands of rows would be felt.
    if (there === undefined ? !belongsTo(filter, row, me) : there >= row.version) continue;
    merged = placeRow(merged, filter, row, me);
    versions.set(row.id, row.version);
  }
  return merged;
}
