import type { ConversationRow, ConversationView, MessageId, ThreadEntry } from "@guichet/contract";

/** Characters of a quote. */
const QUOTED = 140;

/** The order inside one conversation, equal for all readers. */
export function compareEntries(a: ThreadEntry, b: ThreadEntry): number {
  return a.orderKey - b.orderKey || a.seq - b.seq;
}

/**
 * Puts new and changed entries into an open thread: replaced by id, never doubled, in order. A frame older than what is
 * there only fills gaps. Entries of the contact's earlier conversations, which stand above, are only replaced.
 */
export function placeEntries(
  view: ConversationView,
  conversation: ConversationRow,
  entries: readonly ThreadEntry[],
): ConversationView {
  const own = view.conversation.id === conversation.id;
  const late = own && conversation.version < view.conversation.version;
  const next = own && !late ? { ...view, conversation } : view;
  const replaced = late ? view.entries : replaceEntries(view.entries, entries);
  const merged = own ? addEntries({ ...view, entries: replaced }, entries) : replaced;
  return merged === view.entries ? next : { ...next, entries: merged };
}

/** Those that changed, in their place; a masked one is masked wherever it is quoted. */
export function replaceEntries(there: ThreadEntry[], changed: readonly ThreadEntry[]): ThreadEntry[] {
  const byId = new Map<string, ThreadEntry>(changed.map((entry) => [entry.id, entry]));
  const masked = new Map(
    changed.flatMap((entry) => (entry.type === "message" && entry.masked ? [[entry.id, entry.text] as const] : [])),
  );
  if (!there.some((entry) => byId.has(entry.id) || quoteOf(entry, masked) !== undefined)) return there;
  return there.map((entry) => {
    const now = byId.get(entry.id) ?? entry;
    const text = quoteOf(now, masked);
    if (now.type !== "message" || now.replyTo === null || text === undefined) return now;
    return { ...now, replyTo: { ...now.replyTo, excerpt: text.slice(0, QUOTED) } };
  });
}

/** What stands in a message that was masked and that this entry quotes, where it shows anything else. */
function quoteOf(entry: ThreadEntry, masked: ReadonlyMap<MessageId, string>): string | undefined {
  if (entry.type !== "message" || entry.replyTo === null) return undefined;
  const text = masked.get(entry.replyTo.id);
  return text === undefined || text.startsWith(entry.replyTo.excerpt) ? undefined : text;
}

function addEntries(view: ConversationView, entries: readonly ThreadEntry[]): ThreadEntry[] {
  const there = new Set<string>(view.entries.map((entry) => entry.id));
  const own = view.entries.filter((entry) => entry.conversationId === view.conversation.id);
  const first = own.length === view.entries.length && view.before !== null ? own[0] : undefined;
  // Entries above the loaded part come when one scrolls up to them.
  const fresh = entries.filter(
    (entry) => !there.has(entry.id) && (first === undefined || compareEntries(entry, first) > 0),
  );
  if (fresh.length === 0) return view.entries;
  const above = view.entries.slice(0, view.entries.length - own.length);
  return [...above, ...[...own, ...fresh].sort(compareEntries)];
}

/** Adds an older page above, in the server's order. What is already there is newer and stays. */
export function addOlder(
  view: ConversationView,
  page: { entries: readonly ThreadEntry[]; before: string | null },
): ConversationView {
  const there = new Set<string>(view.entries.map((entry) => entry.id));
  const older = page.entries.filter((entry) => !there.has(entry.id));
  return { ...view, before: page.before, entries: [...older, ...view.entries] };
}
