import type {
  ContactId,
  ConversationId,
  ConversationRow,
  CrossChannelEntries,
  CrossChannelPlace,
  ThreadEntry,
} from "@guichet/contract";
import { replaceEntries } from "./thread-entries.ts";

/** What was said in the other conversations of the person of an open one, as far as it is loaded (W89). */
export type CrossChannelHistory = {
  readonly openId: ConversationId;
  readonly contactIds: readonly ContactId[];
  readonly conversations: readonly CrossChannelPlace[];
  readonly entries: ThreadEntry[];
  readonly before: string | null;
};

/** A page, the newest or an older one, with what is loaded already. What is there is newer and stays. */
export function addToHistory(history: CrossChannelHistory, page: CrossChannelEntries): CrossChannelHistory {
  const there = new Set<string>(history.entries.map((entry) => entry.id));
  const older = page.entries.filter((entry) => !there.has(entry.id)).map(onlyToRead);
  return {
    ...history,
    before: page.before,
    conversations: [...history.conversations, ...page.conversations].filter(isFirst),
    entries: [...older, ...history.entries],
  };
}

/** A frame about one of the person's other conversations: changed entries are replaced, new ones come in. */
export function placeInHistory(
  history: CrossChannelHistory,
  row: ConversationRow,
  entries: readonly ThreadEntry[],
): CrossChannelHistory {
  if (row.id === history.openId || !history.contactIds.includes(row.contact.id)) return history;
  const messages = entries.filter((entry) => entry.type === "message").map(onlyToRead);
  const replaced = replaceEntries(history.entries, messages);
  const there = new Set<string>(history.entries.map((entry) => entry.id));
  // What stands above the loaded part comes when one scrolls up to it.
  const oldest = history.before === null ? undefined : history.entries[0]?.at;
  const fresh = messages.filter((entry) => !there.has(entry.id) && (oldest === undefined || entry.at > oldest));
  if (replaced === history.entries && fresh.length === 0) return history;
  const place = { id: row.id, channelId: row.channelId, platform: row.platform };
  return {
    ...history,
    conversations: [...history.conversations, place].filter(isFirst),
    entries: [...replaced, ...fresh],
  };
}

/** Deleted with its contact. */
export function forgetInHistory(history: CrossChannelHistory, id: ConversationId): CrossChannelHistory {
  if (!history.conversations.some((one) => one.id === id)) return history;
  return {
    ...history,
    conversations: history.conversations.filter((one) => one.id !== id),
    entries: history.entries.filter((entry) => entry.conversationId !== id),
  };
}

function isFirst(one: CrossChannelPlace, at: number, all: readonly CrossChannelPlace[]): boolean {
  return all.findIndex((other) => other.id === one.id) === at;
}

/** What is to be done about a message is done in its own conversation. */
function onlyToRead(entry: ThreadEntry): ThreadEntry {
  if (entry.type === "audit" || entry.delivery === null) return entry;
  return { ...entry, delivery: { ...entry.delivery, canRetry: false, canDiscard: false, heldUntil: null } };
}
