import type { ConversationId, ConversationRow, ConversationView, ThreadEntry } from "@guichet/contract";

/** The order of a thread, equal for all readers. */
export function compareEntries(a: ThreadEntry, b: ThreadEntry): number {
  return a.orderKey - b.orderKey || a.seq - b.seq;
}

/**
 * Puts new and changed entries into an open thread: replaced by id, never doubled, in order. A frame older than what is
 * there only fills gaps. Entries of the contact's other conversations are only replaced where they are shown.
 */
export function placeEntries(
  view: ConversationView,
  conversation: ConversationRow,
  entries: readonly ThreadEntry[],
): ConversationView {
  const own = view.conversation.id === conversation.id;
  const late = own && conversation.version < view.conversation.version;
  const next = own && !late ? { ...view, conversation } : view;
  const merged = mergeEntries(view, conversation.id, entries, late);
  return merged === view.entries ? next : { ...next, entries: merged };
}

function mergeEntries(
  view: ConversationView,
  conversationId: ConversationId,
  entries: readonly ThreadEntry[],
  late: boolean,
): ThreadEntry[] {
  const byId = new Map<string, ThreadEntry>(view.entries.map((entry) => [entry.id, entry]));
  let changed = false;
  for (const entry of entries) {
    const there = byId.has(entry.id);
    if (there ? late : !addable(view, conversationId, entry)) continue;
    byId.set(entry.id, entry);
    changed = true;
  }
  return changed ? [...byId.values()].sort(compareEntries) : view.entries;
}

/** Entries above the loaded part come when one scrolls up to them. */
function addable(view: ConversationView, conversationId: ConversationId, entry: ThreadEntry): boolean {
  if (conversationId !== view.conversation.id) return false;
  const first = view.entries[0];
  return view.before === null || first === undefined || compareEntries(entry, first) > 0;
}

/** Adds an older page above. What is already there is newer and stays. */
export function addOlder(
  view: ConversationView,
  page: { entries: readonly ThreadEntry[]; before: string | null },
): ConversationView {
  const there = new Set<string>(view.entries.map((entry) => entry.id));
  const older = page.entries.filter((entry) => !there.has(entry.id));
  return { ...view, before: page.before, entries: [...older, ...view.entries].sort(compareEntries) };
}
