import {
  type ChannelId,
  type ContactGroupId,
  type ConversationRow,
  type ConversationStatus,
  type QueueOnly,
  type QueueOrder,
  REPLY_WINDOW_TOLD_MS,
  type TagId,
  type TeamId,
  type TopicId,
  type UserId,
  type Visibility,
  type WaitingSpan,
  type WindowState,
} from "@guichet/contract";

/** Who a conversation in the queue may belong to. `others`: anybody but me. */
export type AssignedTo = "unassigned" | "me" | "others" | UserId;
export type QueueSort = QueueOrder;

/** What one list of the queue shows. Two lists with the same filter are the same list. */
export type QueueFilter = {
  readonly status: ConversationStatus;
  /** Null: every channel one may see. */
  readonly channels: readonly ChannelId[] | null;
  /** Null: anyone. Means nothing for Resolved, which is never assigned (W42, W73). */
  readonly assignedTo: readonly AssignedTo[] | null;
  /** Null: of whatever team. `none`: of no team. */
  readonly teams: readonly (TeamId | "none")[] | null;
  /** Null: whatever its topics. Else: with at least one of these. */
  readonly topics: readonly TopicId[] | null;
  /** Null: whatever its tags. Else: with a message that has at least one of these. */
  readonly tags: readonly TagId[] | null;
  /** Null: whoever writes; else contacts of any of these groups, and with `vip` only those who are VIP. */
  readonly groups: readonly ContactGroupId[] | null;
  readonly vip: boolean;
  /** Null: public and private. */
  readonly visibility: Visibility | null;
  /** Null: however long. Else what waits for longer than that. Means nothing for Resolved, where nobody waits. */
  readonly waiting: WaitingSpan | null;
  /** Null: whatever the platform's time for replies. Means nothing for Resolved. */
  readonly window: WindowState | null;
  /** Null: whatever it is to me. Else where I am mentioned and have not read it, where I have a draft, or what comes back. */
  readonly only: QueueOnly | null;
  readonly sort: QueueSort;
};

/** A part of a filter that narrows the list; in the order in which they are named on the screen. */
export const FILTER_PARTS = [
  "channels",
  "assignedTo",
  "teams",
  "topics",
  "tags",
  "groups",
  "vip",
  "visibility",
  "waiting",
  "window",
  "only",
] as const satisfies readonly (keyof QueueFilter)[];
export type FilterPart = (typeof FILTER_PARTS)[number];
/** Another choice of some parts; what is left out stays. */
export type FilterChange = Partial<Pick<QueueFilter, FilterPart | "sort">>;
export const NO_FILTER: Pick<QueueFilter, FilterPart> = {
  channels: null,
  assignedTo: null,
  teams: null,
  topics: null,
  tags: null,
  groups: null,
  vip: false,
  visibility: null,
  waiting: null,
  window: null,
  only: null,
};

/** The parts that narrow this list: what means nothing in Resolved does not. */
export function activeParts(filter: QueueFilter): readonly FilterPart[] {
  const idle: readonly FilterPart[] = filter.status === "resolved" ? ["assignedTo", "waiting", "window"] : [];
  return FILTER_PARTS.filter((part) => filter[part] !== NO_FILTER[part] && !idle.includes(part));
}

const HOUR = 3_600_000;
const SPANS: Record<WaitingSpan, number> = { "15m": HOUR / 4, "1h": HOUR, "4h": 4 * HOUR, "1d": 24 * HOUR };

/** Does it hang on what no row tells, but the server knows of me? Such a list takes in nothing by itself. */
export function hangsOnMe({ only }: QueueFilter): boolean {
  return only === "mentions" || only === "drafts";
}

/** Does time alone bring something into the list, or take it away? */
export function hangsOnTime({ waiting, window }: QueueFilter): boolean {
  return waiting !== null || window !== null;
}

/** Does a list depend on what is known of contacts? */
export function asksForContacts(filter: QueueFilter | undefined): boolean {
  return filter !== undefined && (filter.vip || filter.groups !== null);
}

/** Does this conversation stand in this list, as far as its row tells? The browser's twin of the server's query. `now` in epoch milliseconds. */
export function belongsTo(filter: QueueFilter, row: ConversationRow, me: UserId, now: number = Date.now()): boolean {
  // What a virtual agent has stands in no list.
  if (row.status !== filter.status || row.holder !== null) return false;
  if (filter.channels !== null && !filter.channels.includes(row.channelId)) return false;
  if (!bearsOne(filter.topics, row.topicIds) || !bearsOne(filter.tags, row.tagIds)) return false;
  if (filter.vip && !row.contact.vip) return false;
  if (filter.groups !== null && !filter.groups.some((id) => row.contact.groupIds.includes(id))) return false;
  if (filter.teams !== null && !filter.teams.includes(row.teamId ?? "none")) return false;
  if (filter.visibility !== null && row.visibility !== filter.visibility) return false;
  if (filter.only === "boomerang" && row.boomerang === null) return false;
  if (!waitsLongEnough(filter, row, now) || !windowFits(filter, row, now)) return false;
  if (filter.assignedTo === null || filter.status === "resolved") return true;
  return filter.assignedTo.some((wanted) => assigneeFits(wanted, row.assignee?.id ?? null, me));
}

function bearsOne<Id>(wanted: readonly Id[] | null, borne: readonly Id[]): boolean {
  return wanted === null || borne.some((id) => wanted.includes(id));
}

function waitsLongEnough({ waiting }: QueueFilter, row: ConversationRow, now: number): boolean {
  if (waiting === null || row.status === "resolved") return true;
  const since = row.status === "new" ? row.waitingSince : row.queueAt;
  return since !== null && Date.parse(since) <= now - SPANS[waiting];
}

function windowFits({ window }: QueueFilter, row: ConversationRow, now: number): boolean {
  if (window === null || row.status === "resolved") return true;
  const left = row.windowEndsAt === null ? null : Date.parse(row.windowEndsAt) - now;
  if (left === null || window === "closed") return left !== null && left <= 0;
  return left > 0 && (window === "open" || left <= REPLY_WINDOW_TOLD_MS);
}

function assigneeFits(wanted: AssignedTo, assignee: UserId | null, me: UserId): boolean {
  switch (wanted) {
    case "unassigned":
      return assignee === null;
    case "me":
      return assignee === me;
    case "others":
      return assignee !== null && assignee !== me;
    default:
      return assignee === wanted;
  }
}

/** `due`: when the reply window ends, or the answer is due, whichever the order compares; null: never, or another order. */
export type Place = Pick<ConversationRow, "queueAt" | "id" | "priority"> & { readonly due: string | null };

export function placeOf(row: ConversationRow, sort: QueueSort): Place {
  const { queueAt, id, priority } = row;
  return { queueAt, id, priority, due: dueOf(row, sort) };
}

/**
 * Place in the queue, as the server pages: by priority and then the oldest first (R78), by what is due next, or by time alone;
 * then by id. Negative: `a` comes first.
 */
export function compareRows(a: ConversationRow | Place, b: ConversationRow | Place, sort: QueueSort): number {
  const order = compare(a.queueAt, b.queueAt) || compare(a.id, b.id);
  if (sort === "priority") return b.priority - a.priority || order;
  if (sort === "window" || sort === "sla") return compare(dueOf(a, sort) ?? NEVER, dueOf(b, sort) ?? NEVER) || order;
  return sort === "oldest" ? order : -order;
}

/** Behind every moment, as text. */
const NEVER = "~";

function dueOf(place: ConversationRow | Place, sort: QueueSort): string | null {
  if ("due" in place) return place.due;
  if (sort === "window") return place.windowEndsAt;
  return sort === "sla" ? (place.sla?.dueAt ?? null) : null;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
