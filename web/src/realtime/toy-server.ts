import {
  type AuditView,
  type Bootstrap,
  type ConversationId,
  type ConversationRow,
  type ConversationStatus,
  type LiveFrame,
  type QueueCounts,
  type ThreadEntry,
  type UserId,
  virtualAgentId,
} from "@guichet/contract";
import {
  belongsTo,
  compareRows,
  type Place,
  placeOf,
  type QueueFilter,
} from "../features/conversations/picture/queue-filter.ts";
import { compareEntries } from "../features/conversations/picture/thread-entries.ts";
import {
  buildBootstrap,
  buildMessage,
  buildRow,
  channelIdOf,
  eventIdOf,
  idOf,
  instantOf,
  tagIdOf,
  topicIdOf,
  userIdOf,
} from "../features/conversations/testing/build.ts";

/** What people and contacts do in the tests. `which` picks a conversation, whatever their number is by then. */
export type Deed =
  | { type: "contact_writes"; which: number }
  | { type: "new_contact"; channel: number }
  | { type: "status"; which: number; status: ConversationStatus }
  | { type: "assign"; which: number; user: number | null }
  | { type: "topic"; which: number; topic: number }
  | { type: "tag"; which: number; tag: number }
  | { type: "reply"; which: number }
  | { type: "delivered"; which: number }
  /** A virtual agent gets it, or lets it go. */
  | { type: "hand"; which: number };

const HOLDER = { id: virtualAgentId.parse(idOf(0x600000)), name: "Hello VA" };

/** The smallest server that the contract allows: the tests compare the browser's picture with its fresh answers. */
export class ToyServer {
  readonly me = userIdOf(1);
  readonly rows = new Map<ConversationId, ConversationRow>();
  readonly entries = new Map<ConversationId, ThreadEntry[]>();
  #position = 0;
  #second = 0;

  /** Does it, and answers with the frame every browser gets. */
  do(deed: Deed): LiveFrame {
    this.#second += 1;
    if (deed.type === "new_contact" || this.rows.size === 0) {
      const number = this.rows.size + 1;
      const channel = deed.type === "new_contact" ? deed.channel : 1;
      const row = buildRow(number, {
        channelId: channelIdOf(channel),
        queueAt: instantOf(this.#second),
        visibility: number % 3 === 0 ? "public" : "private",
        windowEndsAt: windowEnd(number % 3 === 0 ? "public" : "private", this.#second),
        version: 0,
        lastSeq: 0,
      });
      return this.#write(row, null, this.#message(row, "inbound"));
    }
    const row = [...this.rows.values()][deed.which % this.rows.size];
    if (row === undefined) throw new Error("no such conversation");
    return this.#change(row, deed);
  }

  #change(row: ConversationRow, deed: Exclude<Deed, { type: "new_contact" }>): LiveFrame {
    const now = instantOf(this.#second);
    const before = row.holder === null ? row.status : null;
    switch (deed.type) {
      case "contact_writes": {
        const heard = { ...row, windowEndsAt: windowEnd(row.visibility, this.#second) };
        return this.#write(
          row.status === "new"
            ? heard
            : { ...heard, status: "new", queueAt: now, assignee: row.status === "resolved" ? null : row.assignee },
          before,
          this.#message(row, "inbound"),
        );
      }
      case "reply":
        return this.#write(row, before, this.#message(row, "outbound"));
      case "status":
        return this.#write(
          {
            ...row,
            status: deed.status,
            queueAt: now,
            holder: null,
            assignee: deed.status === "resolved" ? null : row.assignee,
          },
          before,
          this.#audit(row, deed.status === "new" ? "back_to_new" : deed.status),
        );
      case "assign": {
        const id = deed.user === null ? null : userIdOf(deed.user);
        const assignee = id === null || row.status === "resolved" ? null : { id, name: `User ${deed.user}` };
        return this.#write({ ...row, assignee, holder: null }, before, this.#audit(row, "assigned"));
      }
      case "topic": {
        const topicIds = switchOne(row.topicIds, topicIdOf(deed.topic));
        const added = topicIds.length > row.topicIds.length;
        return this.#write({ ...row, topicIds }, before, this.#audit(row, added ? "topic_added" : "topic_removed"));
      }
      case "tag":
        return this.#tag(row, deed.tag);
      case "hand":
        return this.#hand(row, now);
      case "delivered":
        return this.#write(row, before, this.#delivered(row));
    }
  }

  #hand(row: ConversationRow, now: string): LiveFrame {
    if (row.holder !== null) return this.#write({ ...row, holder: null }, null, this.#audit(row, "agent_handed_over"));
    const held = { ...row, status: "new" as const, queueAt: now, assignee: null, holder: HOLDER };
    return this.#write(held, row.status, this.#audit(row, "agent_delegated"));
  }

  #message(row: ConversationRow, kind: "inbound" | "outbound"): ThreadEntry {
    const seq = row.lastSeq + 1;
    const delivery = {
      state: "queued" as const,
      error: null,
      attempts: 0,
      canRetry: false,
      canDiscard: false,
      heldUntil: null,
    };
    return buildMessage(this.#second, {
      conversationId: row.id,
      seq,
      kind,
      delivery: kind === "outbound" ? delivery : null,
    });
  }

  #audit(row: ConversationRow, action: AuditView["action"]): ThreadEntry {
    return {
      type: "audit",
      id: eventIdOf(this.#second),
      conversationId: row.id,
      seq: row.lastSeq + 1,
      orderKey: this.#second,
      action,
      actor: { type: "system", name: "Guichet" },
      at: instantOf(this.#second),
      subject: {},
    };
  }

  #delivered(row: ConversationRow): ThreadEntry | undefined {
    const sent = this.entries.get(row.id)?.findLast((entry) => entry.type === "message" && entry.kind === "outbound");
    if (sent?.type !== "message" || sent.delivery === null) return undefined;
    return { ...sent, delivery: { ...sent.delivery, state: "delivered" } };
  }

  /** The newest message gets it, or loses it; the row tells what all its messages have. */
  #tag(row: ConversationRow, tag: number): LiveFrame {
    const entries = this.entries.get(row.id) ?? [];
    const message = entries.findLast((entry) => entry.type === "message");
    const before = row.holder === null ? row.status : null;
    if (message?.type !== "message") return this.#write(row, before, undefined);
    const tagged = { ...message, tagIds: switchOne(message.tagIds, tagIdOf(tag)) };
    const all = entries.map((entry) => (entry.id === tagged.id ? tagged : entry));
    const tagIds = [...new Set(all.flatMap((entry) => (entry.type === "message" ? entry.tagIds : [])))];
    return this.#write({ ...row, tagIds }, before, tagged);
  }

  #write(row: ConversationRow, statusBefore: ConversationStatus | null, entry: ThreadEntry | undefined): LiveFrame {
    const lastSeq = Math.max(row.lastSeq, entry?.seq ?? 0);
    const conversation = { ...row, version: row.version + 1, lastSeq };
    this.rows.set(row.id, conversation);
    const others = (this.entries.get(row.id) ?? []).filter((one) => one.id !== entry?.id);
    this.entries.set(row.id, entry === undefined ? others : [...others, entry].sort(compareEntries));
    this.#position += 1;
    const entries = entry === undefined ? [] : [entry];
    return {
      type: "conversation",
      position: String(this.#position),
      conversation,
      entries,
      // What a virtual agent has counts in no queue, before and after.
      statusBefore,
      statusAfter: conversation.holder === null ? conversation.status : null,
    };
  }

  bootstrap(): Bootstrap {
    return buildBootstrap({ position: String(this.#position), counts: this.counts() });
  }

  counts(): QueueCounts {
    const channels = [1, 2, 3].map((number) => {
      const rows = [...this.rows.values()].filter((row) => row.channelId === channelIdOf(number));
      const of = (status: ConversationStatus) =>
        rows.filter((row) => row.status === status && row.holder === null).length;
      return { channelId: channelIdOf(number), new: of("new"), pending: of("pending") };
    });
    return { channels };
  }

  /**
   * One page after the row named by `after`, which may have moved since: its place in the order is in the cursor. Only the
   * next few rows of the queue are looked at, so that a page may hold fewer than fit, or none.
   */
  list(filter: QueueFilter, after: string | null, limit: number, me: UserId = this.me) {
    const cursor = after === null ? undefined : (JSON.parse(after) as Place);
    const ahead = [...this.rows.values()]
      .filter((row) => row.status === filter.status && row.holder === null)
      .sort((a, b) => compareRows(a, b, filter.sort))
      .filter((row) => cursor === undefined || compareRows(row, cursor, filter.sort) > 0);
    const looked = ahead.slice(0, limit * 2);
    const fitting = looked.filter((row) => belongsTo(filter, row, me));
    const items = fitting.slice(0, limit);
    const last = fitting.length > limit ? items.at(-1) : ahead.length > looked.length ? looked.at(-1) : undefined;
    return {
      items,
      next: last === undefined ? null : JSON.stringify(placeOf(last, filter.sort)),
      lookedTo: last === undefined ? null : placeOf(last, filter.sort),
    };
  }
}

/** Two hours to reply to what nobody else reads. */
function windowEnd(visibility: ConversationRow["visibility"], second: number): string | null {
  return visibility === "public" ? null : instantOf(second + 7200);
}

function switchOne<Id>(ids: readonly Id[], id: Id): Id[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}
