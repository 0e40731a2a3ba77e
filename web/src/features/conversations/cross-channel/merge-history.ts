import type { ConversationId, ConversationView, ThreadEntry } from "@guichet/contract";
import type { CrossChannelHistory } from "../picture/cross-channel-history.ts";
import { compareEntries } from "../picture/thread-entries.ts";

export type Merged = {
  readonly entries: readonly ThreadEntry[];
  /** Where older entries are to be fetched next; null: everything is loaded. */
  readonly next: "thread" | "history" | null;
};

type Timed = { readonly entry: ThreadEntry; readonly at: string };

/**
 * The thread and the person's other conversations in one order of time (W89). Inside a conversation its own order stands. Each
 * of the two is loaded from its end up to somewhere: above the nearer of these places something may be missing, so nothing is
 * shown there until it is fetched.
 */
export function mergeHistory(view: ConversationView, history: CrossChannelHistory): Merged {
  const own = timeEach([...byConversation(view.entries).values()]);
  const known = new Set<string>(view.entries.map((entry) => entry.id));
  const foreign = [...byConversation(history.entries.filter((entry) => !known.has(entry.id))).values()];
  const other = timeEach(foreign.map((entries) => entries.toSorted(compareEntries)));
  const ownFrom = view.before === null ? "" : earliest(own);
  const otherFrom = history.before === null ? "" : earliest(other);
  const [from = ""] = [ownFrom, otherFrom].toSorted().reverse();
  const shown = [...own, ...other].filter(({ at }) => at >= from);
  return {
    entries: shown.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ entry }) => entry),
    next: view.before === null && history.before === null ? null : ownFrom >= otherFrom ? "thread" : "history",
  };
}

function byConversation(entries: readonly ThreadEntry[]): Map<ConversationId, ThreadEntry[]> {
  return Map.groupBy(entries, (entry) => entry.conversationId);
}

/** The moment by which each entry is put: its own, or that of one which stands before it in its conversation and is later. */
function timeEach(conversations: readonly (readonly ThreadEntry[])[]): Timed[] {
  return conversations.flatMap((entries) => {
    let latest = "";
    return entries.map((entry) => {
      if (entry.at > latest) latest = entry.at;
      return { entry, at: latest };
    });
  });
}

function earliest(timed: readonly Timed[]): string {
  return timed.reduce((least, { at }) => (least === "" || at < least ? at : least), "");
}
