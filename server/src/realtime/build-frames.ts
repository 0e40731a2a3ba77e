import {
  type ChannelId,
  type Colleague,
  type ContactId,
  type ContactSummary,
  type ConversationId,
  type ConversationRow,
  type ConversationStatus,
  isAboutConversation,
  type LoggedEvent,
  type MessageView,
  type NotificationId,
  queueStep,
  type ScheduledView,
  type ThreadEntry,
  type UnreadMark,
  type UserId,
} from "@guichet/contract";
import type { Seen } from "../users/index.ts";

/** What a stretch of events about one conversation becomes on the wire, before it is presented to somebody. */
export type ConversationNews = {
  readonly kind: "conversation";
  readonly position: string;
  readonly channelId: ChannelId;
  readonly row: ConversationRow;
  readonly entries: readonly ThreadEntry[];
  /** What is scheduled there, when one of the events has changed that. */
  readonly scheduled?: readonly ScheduledView[];
  /** What each of its events did to the status, in order; never empty. */
  readonly steps: readonly [StatusStep, ...StatusStep[]];
};
export type StatusStep = {
  readonly position: string;
  /** The queue it counts in; null: none, it is not there or a virtual agent has it. */
  readonly before: ConversationStatus | null;
  readonly after: ConversationStatus | null;
  /** Whose it was before, and is after: who sees it hangs on that. */
  readonly seenBefore: Seen;
  readonly seenAfter: Seen;
};
export type News =
  | ConversationNews
  | {
      /** What was told of a conversation whose row is there no more. */
      readonly kind: "gone";
      readonly position: string;
      readonly channelId: ChannelId;
      readonly conversationId: ConversationId;
      readonly before: ConversationStatus | null;
      readonly after: ConversationStatus | null;
    }
  | {
      readonly kind: "contact_deleted";
      readonly position: string;
      readonly contactId: ContactId;
      readonly channelIds: readonly ChannelId[];
    }
  | { readonly kind: "colleague"; readonly position: string; readonly colleague: Colleague }
  | {
      readonly kind: "contact";
      readonly position: string;
      readonly contact: ContactSummary;
      /** Where it is known: who sees none of them does not hear of it. */
      readonly channelIds: readonly ChannelId[];
    }
  | {
      /** For one person alone. */
      readonly kind: "notifications";
      readonly position: string;
      readonly userId: UserId;
      readonly added: NotificationId | null;
    }
  | {
      /** For one person alone. */
      readonly kind: "unread_mark";
      readonly position: string;
      readonly userId: UserId;
      readonly place: { readonly conversationId: ConversationId; readonly channelId: ChannelId };
      readonly mark: UnreadMark;
      readonly readSeq: number;
    }
  | { readonly kind: "world_changed"; readonly position: string }
  | {
      readonly kind: "lock_stolen";
      readonly from: UserId;
      readonly conversationId: ConversationId;
      readonly byName: string;
    };

/** What was read once for a whole batch. */
export type Loaded = {
  readonly rows: ReadonlyMap<ConversationId, ConversationRow>;
  readonly messages: ReadonlyMap<string, MessageView>;
  readonly audit: ReadonlyMap<string, ThreadEntry>;
  readonly scheduled: ReadonlyMap<ConversationId, readonly ScheduledView[]>;
  readonly colleagues: ReadonlyMap<UserId, Colleague>;
  readonly contacts: ReadonlyMap<
    ContactId,
    { readonly summary: ContactSummary; readonly channelIds: readonly ChannelId[] }
  >;
};

/** Which events say nothing to a browser: opening, leaving and inserting are for the metrics; the knowledge base is asked afresh; of contacts whose mark changed others tell. */
export const SILENT: ReadonlySet<string> = new Set([
  "conversation.opened",
  "conversation.left",
  "contacts.vip_changed",
  "knowledge.changed",
  "knowledge.inserted",
]);

/**
 * Turns a batch of one organization's events into news, in order. Only neighbours about the same conversation are joined:
 * a browser that resumes between two frames must miss nothing. Pure.
 */
export function buildNews(events: readonly LoggedEvent[], loaded: Loaded): News[] {
  const news: News[] = [];
  for (const event of events) {
    if (SILENT.has(event.type)) continue;
    if ("conversationId" in event.data) addConversation(news, event, loaded);
    else if (event.type === "presence.changed") addColleague(news, event.position, event.data.userId, loaded);
    else if (event.type === "contact.changed") addContact(news, event.position, event.data.contactId, loaded);
    else if (event.type === "notifications.changed")
      news.push({ kind: "notifications", position: event.position, ...event.data });
    else if (event.type === "unread_mark.changed")
      news.push({ kind: "unread_mark", position: event.position, ...event.data });
    else if (event.type === "contact.deleted")
      news.push({ kind: "contact_deleted", position: event.position, ...event.data });
    else news.push({ kind: "world_changed", position: event.position });
  }
  return news;
}

function addConversation(news: News[], event: LoggedEvent, loaded: Loaded): void {
  if (!isAboutConversation(event)) return;
  const row = loaded.rows.get(event.data.conversationId);
  if (row === undefined) {
    addGone(news, event);
    return;
  }
  const { channelId, teamId, assigneeId } = event.data;
  const step: StatusStep = {
    position: event.position,
    ...queueStep(event),
    ...sightsOf(event, { channelId, teamId, assigneeId }),
  };
  const entries = entriesOf(event, loaded);
  const scheduled = event.type === "schedule.changed" ? loaded.scheduled.get(row.id) : undefined;
  const last = news.at(-1);
  if (last?.kind === "conversation" && last.row.id === row.id) {
    const known = new Set(last.entries.map((entry) => entry.id));
    news[news.length - 1] = {
      ...last,
      position: event.position,
      entries: [...last.entries, ...entries.filter((entry) => !known.has(entry.id))],
      steps: [...withAssigneeBefore(last.steps, event), step],
      ...(scheduled === undefined ? {} : { scheduled }),
    };
  } else {
    news.push({
      kind: "conversation",
      position: event.position,
      channelId: event.data.channelId,
      row,
      entries,
      ...(scheduled === undefined ? {} : { scheduled }),
      steps: [step],
    });
  }
  if (event.type === "conversation.locked" && event.data.stolenFrom !== null) {
    news.push({
      kind: "lock_stolen",
      from: event.data.stolenFrom,
      conversationId: row.id,
      byName: row.lock?.name ?? "",
    });
  }
}

function sightsOf(event: LoggedEvent, seenAfter: Seen): Pick<StatusStep, "seenBefore" | "seenAfter"> {
  if (event.type === "conversation.routed")
    return { seenAfter, seenBefore: { ...seenAfter, teamId: event.data.before } };
  if (event.type === "conversation.assigned")
    return { seenAfter, seenBefore: { ...seenAfter, assigneeId: event.data.before } };
  return { seenAfter, seenBefore: seenAfter };
}

/** What is told of one act carries the facts after all of it: before the assignment went, it was still there. */
function withAssigneeBefore(steps: ConversationNews["steps"], event: LoggedEvent): ConversationNews["steps"] {
  if (event.type !== "conversation.assigned") return steps;
  const { before: assigneeId, assigneeId: after } = event.data;
  const [first, ...others] = steps.map((step) =>
    step.seenBefore.assigneeId !== after
      ? step
      : { ...step, seenBefore: { ...step.seenBefore, assigneeId }, seenAfter: { ...step.seenAfter, assigneeId } },
  );
  return first === undefined ? steps : [first, ...others];
}

/** Deleted with its contact since: the counters still move by every event, and whoever shows it learns that it is gone. */
function addGone(news: News[], event: LoggedEvent): void {
  if (!isAboutConversation(event)) return;
  const told = queueStep(event);
  if (told.before === told.after) return;
  const { conversationId, channelId } = event.data;
  news.push({ kind: "gone", position: event.position, conversationId, channelId, ...told });
}

/**
 * The status change for whoever has heard up to `position`. Events that were joined here may have come to a browser one by
 * one when it caught up: what it has counted already must not be counted again, nor be skipped. Pure.
 */
export function statusChangeAfter(news: ConversationNews, position: bigint): Omit<StatusStep, "position"> {
  const [first] = news.steps;
  const next = news.steps.find((step) => BigInt(step.position) > position) ?? first;
  const last = news.steps.at(-1) ?? first;
  return { before: next.before, after: last.after, seenBefore: next.seenBefore, seenAfter: last.seenAfter };
}

function entriesOf(event: LoggedEvent, loaded: Loaded): ThreadEntry[] {
  const message = "messageId" in event.data ? loaded.messages.get(event.data.messageId) : undefined;
  const audit = loaded.audit.get(event.id);
  return [...(message === undefined ? [] : [message]), ...(audit === undefined ? [] : [audit])];
}

function addColleague(news: News[], position: string, userId: UserId, loaded: Loaded): void {
  const colleague = loaded.colleagues.get(userId);
  if (colleague !== undefined) news.push({ kind: "colleague", position, colleague });
}

function addContact(news: News[], position: string, contactId: ContactId, loaded: Loaded): void {
  const contact = loaded.contacts.get(contactId);
  if (contact === undefined) return;
  news.push({ kind: "contact", position, contact: contact.summary, channelIds: contact.channelIds });
}
