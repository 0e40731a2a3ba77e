import type { ConversationId, ConversationRow } from "@guichet/contract";

export type Viewport = { readonly scrollTop: number; readonly height: number; readonly rowHeight: number };

/**
 * How far the list must be scrolled so that what a person looks at stays where it is when rows come and go above it.
 * The anchor is the selected row where it is in view, else the first row in view that is still there. Pixels.
 */
export function shiftOf(
  before: readonly ConversationRow[],
  after: readonly ConversationRow[],
  view: Viewport,
  selected: ConversationId | null,
): number {
  const anchor = anchorOf(before, after, view, selected);
  if (anchor === undefined) return 0;
  const moved = indexOf(after, anchor.id) - anchor.index;
  return moved * view.rowHeight;
}

function anchorOf(
  before: readonly ConversationRow[],
  after: readonly ConversationRow[],
  view: Viewport,
  selected: ConversationId | null,
): { id: ConversationId; index: number } | undefined {
  const first = Math.floor(view.scrollTop / view.rowHeight);
  const last = Math.floor((view.scrollTop + view.height) / view.rowHeight);
  const at = selected === null ? -1 : indexOf(before, selected);
  if (selected !== null && at >= first && at <= last && indexOf(after, selected) >= 0)
    return { id: selected, index: at };
  for (let index = first; index <= last; index += 1) {
    const row = before[index];
    if (row !== undefined && indexOf(after, row.id) >= 0) return { id: row.id, index };
  }
  return undefined;
}

/**
 * Ids that were not there before. While more could be loaded, what stands behind the old end came with a page and is
 * no arrival.
 */
export function arrivals(
  before: readonly ConversationRow[],
  after: readonly ConversationRow[],
  hadMore: boolean,
): ConversationId[] {
  if (before.length === 0) return [];
  const known = new Set(before.map((row) => row.id));
  const fresh = after.filter((row) => !known.has(row.id));
  if (!hadMore || fresh.length === 0) return fresh.map((row) => row.id);
  const end = after.findLastIndex((row) => known.has(row.id));
  const early = new Set(after.slice(0, end).map((row) => row.id));
  return fresh.filter((row) => early.has(row.id)).map((row) => row.id);
}

/** How many of the unseen rows are out of view, above and below. */
export function countUnseen(
  unseen: ReadonlySet<ConversationId>,
  rows: readonly ConversationRow[],
  view: Viewport,
): { readonly above: number; readonly below: number } {
  const count = { above: 0, below: 0 };
  if (unseen.size === 0) return count;
  for (const [index, row] of rows.entries()) {
    if (!unseen.has(row.id)) continue;
    const top = index * view.rowHeight;
    if (top + view.rowHeight / 2 < view.scrollTop) count.above += 1;
    else if (top + view.rowHeight / 2 > view.scrollTop + view.height) count.below += 1;
  }
  return count;
}

function indexOf(rows: readonly ConversationRow[], id: ConversationId): number {
  return rows.findIndex((row) => row.id === id);
}
