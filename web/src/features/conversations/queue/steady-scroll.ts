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
  const { start, endBefore, endAfter } = changedPart(before, after);
  const known = new Set(before.slice(start, endBefore).map((row) => row.id));
  const part = after.slice(start, endAfter);
  const fresh = part.filter((row) => !known.has(row.id));
  if (!hadMore || fresh.length === 0 || endAfter < after.length) return fresh.map((row) => row.id);
  const end = part.findLastIndex((row) => known.has(row.id));
  return part.filter((row, index) => index < end && !known.has(row.id)).map((row) => row.id);
}

/** The same rows in the same order, with perhaps more behind them: nothing that stood somewhere has moved. */
export function samePlaces(before: readonly ConversationRow[], after: readonly ConversationRow[]): boolean {
  return before.length <= after.length && before.every((row, index) => row.id === after[index]?.id);
}

/** Between the rows that are the same at both ends: of thousands, a frame changes a few. */
function changedPart(
  before: readonly ConversationRow[],
  after: readonly ConversationRow[],
): { readonly start: number; readonly endBefore: number; readonly endAfter: number } {
  let start = 0;
  while (start < before.length && before[start]?.id === after[start]?.id) start += 1;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before[endBefore - 1]?.id === after[endAfter - 1]?.id) {
    endBefore -= 1;
    endAfter -= 1;
  }
  return { start, endBefore, endAfter };
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
