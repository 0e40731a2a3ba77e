import type { AuditView, ConversationId, MessageView, ThreadEntry } from "@guichet/contract";
import type { Stretch } from "../cross-channel/use-cross-channel.ts";
import { isWritten } from "./is-written.ts";

export type TimelineItem =
  | { readonly type: "day"; readonly key: string; readonly at: string }
  | {
      readonly type: "conversation";
      readonly key: string;
      readonly at: string;
      readonly current: boolean;
      /** Its channel, where all channels are shown (W89). */
      readonly stretch: Stretch | undefined;
    }
  | { readonly type: "unread"; readonly key: string }
  | {
      readonly type: "message";
      readonly key: string;
      readonly message: MessageView;
      readonly first: boolean;
      /** Of a conversation that this thread does not hold: only to be read here. */
      readonly elsewhere: boolean;
    }
  | { readonly type: "audits"; readonly key: string; readonly entries: readonly AuditView[] };

export type TimelineWishes = {
  readonly conversationId: ConversationId;
  /** The last seq seen before; null: never opened, or nothing to mark. */
  readonly readSeq: number | null;
  /** Audit trails are always recorded; showing them is a choice (W88). */
  readonly showAudit: boolean;
  /** Where all channels are shown: what each conversation is (W89). */
  readonly stretches: ReadonlyMap<ConversationId, Stretch> | null;
  /** Calendar day of an instant in the reader's time zone. */
  readonly dayKey: (at: string) => string;
};

/** Messages of one author within five minutes stand together under one name. */
const TOGETHER = 5 * 60_000;

/** What is drawn in a thread, in order: entries with day separators, dividers between conversations, the unread mark. */
export function buildTimeline(entries: readonly ThreadEntry[], wishes: TimelineWishes): TimelineItem[] {
  const items: TimelineItem[] = [];
  const unreadId = firstUnread(entries, wishes);
  let before: ThreadEntry | undefined;
  for (const entry of entries) {
    if (entry.type === "audit" && !wishes.showAudit) continue;
    // Taken back before it left: nobody has read it.
    if (entry.type === "message" && entry.withdrawn) continue;
    items.push(...separators(before, entry, wishes, unreadId));
    if (entry.type === "audit") addAudit(items, entry);
    else items.push(toMessageItem(items, entry, wishes));
    before = entry;
  }
  return items;
}

function separators(
  before: ThreadEntry | undefined,
  entry: ThreadEntry,
  wishes: TimelineWishes,
  unreadId: string | undefined,
): TimelineItem[] {
  const items: TimelineItem[] = [];
  const { conversationId, stretches } = wishes;
  // Among all channels every stretch says where it is, the first one too.
  if (before === undefined ? stretches !== null : before.conversationId !== entry.conversationId) {
    const current = entry.conversationId === conversationId;
    const stretch = stretches?.get(entry.conversationId);
    items.push({ type: "conversation", key: `c ${entry.id}`, at: entry.at, current, stretch });
  }
  const day = wishes.dayKey(entry.at);
  if (before === undefined || wishes.dayKey(before.at) !== day)
    items.push({ type: "day", key: `d ${entry.id}`, at: entry.at });
  if (entry.id === unreadId) items.push({ type: "unread", key: "unread" });
  return items;
}

/** The mark stands only where something above it was seen. */
function firstUnread(entries: readonly ThreadEntry[], wishes: TimelineWishes): string | undefined {
  const { readSeq, conversationId } = wishes;
  if (readSeq === null) return undefined;
  const own = entries.filter((entry) => entry.conversationId === conversationId);
  const unread = own.find((entry) => isWritten(entry) && entry.seq > readSeq);
  return unread !== undefined && own[0] !== unread ? unread.id : undefined;
}

function addAudit(items: TimelineItem[], entry: AuditView): void {
  const last = items.at(-1);
  if (last?.type === "audits") items[items.length - 1] = { ...last, entries: [...last.entries, entry] };
  else items.push({ type: "audits", key: `a ${entry.id}`, entries: [entry] });
}

function toMessageItem(
  items: readonly TimelineItem[],
  message: MessageView,
  { stretches }: TimelineWishes,
): TimelineItem {
  const last = items.at(-1);
  const together = last?.type === "message" && standTogether(last.message, message);
  const elsewhere = stretches?.get(message.conversationId)?.elsewhere ?? false;
  return { type: "message", key: message.id, message, first: !together, elsewhere };
}

function standTogether(a: MessageView, b: MessageView): boolean {
  if ((a.about === "reaction") !== (b.about === "reaction")) return false;
  if (a.kind !== b.kind || a.kind === "comment" || authorKey(a) !== authorKey(b)) return false;
  return Math.abs(new Date(b.at).getTime() - new Date(a.at).getTime()) < TOGETHER;
}

function authorKey(message: MessageView): string {
  return message.author.type === "user" ? message.author.id : `${message.author.type} ${message.author.name}`;
}
